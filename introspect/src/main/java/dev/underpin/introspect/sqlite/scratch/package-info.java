/** Brings a desired schema to SQLite's canonical form, by an empty database in memory. */
@NullMarked
package dev.underpin.introspect.sqlite.scratch;

import org.jspecify.annotations.NullMarked;
