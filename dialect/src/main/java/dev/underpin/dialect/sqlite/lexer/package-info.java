/** Cuts SQLite's SQL into tokens and statements. */
package dev.underpin.dialect.sqlite.lexer;
