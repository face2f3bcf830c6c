/** Finds and renames columns, tables and enum labels in PostgreSQL's SQL. */
package dev.underpin.dialect.postgresql.references;
