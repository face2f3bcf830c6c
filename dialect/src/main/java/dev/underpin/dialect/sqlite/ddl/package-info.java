/** The text of SQLite's definitions and ALTER TABLE statements. */
package dev.underpin.dialect.sqlite.ddl;
