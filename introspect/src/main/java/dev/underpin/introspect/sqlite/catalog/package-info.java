/** Reads the schema of SQLite databases. */
@NullMarked
package dev.underpin.introspect.sqlite.catalog;

import org.jspecify.annotations.NullMarked;
