/** Cuts SQLite's SQL into tokens and statements. */
@NullMarked
package dev.underpin.dialect.sqlite.lexer;

import org.jspecify.annotations.NullMarked;
