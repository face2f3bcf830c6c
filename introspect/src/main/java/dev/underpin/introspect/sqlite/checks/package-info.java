/** Runs data checks on SQLite. */
@NullMarked
package dev.underpin.introspect.sqlite.checks;

import org.jspecify.annotations.NullMarked;
