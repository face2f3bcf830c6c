/** Finds and renames columns, tables and enum labels in PostgreSQL's SQL. */
@NullMarked
package dev.underpin.dialect.postgresql.references;

import org.jspecify.annotations.NullMarked;
