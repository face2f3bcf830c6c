/** How a PostgreSQL server is changed. */
@NullMarked
package dev.underpin.runner.postgresql;

import org.jspecify.annotations.NullMarked;
