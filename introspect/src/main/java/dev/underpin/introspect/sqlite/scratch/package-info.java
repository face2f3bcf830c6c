/** Brings a desired schema to SQLite's canonical form, by an empty database in memory. */
package dev.underpin.introspect.sqlite.scratch;
