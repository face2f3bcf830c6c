/** Cuts PostgreSQL's SQL into tokens and statements, and quotes identifiers. */
@NullMarked
package dev.underpin.dialect.postgresql.lexer;

import org.jspecify.annotations.NullMarked;
