/** Reads the schema of SQLite databases. */
package dev.underpin.introspect.sqlite.catalog;
