/** Runs data checks on SQLite. */
package dev.underpin.introspect.sqlite.checks;
