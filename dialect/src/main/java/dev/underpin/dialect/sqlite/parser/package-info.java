/** Parses the CREATE statements that SQLite stores. */
@NullMarked
package dev.underpin.dialect.sqlite.parser;

import org.jspecify.annotations.NullMarked;
