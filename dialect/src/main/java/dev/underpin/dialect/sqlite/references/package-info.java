/** Finds and renames columns and tables in SQLite's SQL. */
package dev.underpin.dialect.sqlite.references;
