/** How a SQLite file is changed. */
@NullMarked
package dev.underpin.runner.sqlite;

import org.jspecify.annotations.NullMarked;
