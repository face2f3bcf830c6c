/** Parses the CREATE statements that SQLite stores. */
package dev.underpin.dialect.sqlite.parser;
