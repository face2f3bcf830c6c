/** Finds and renames columns and tables in SQLite's SQL. */
@NullMarked
package dev.underpin.dialect.sqlite.references;

import org.jspecify.annotations.NullMarked;
