/** Cuts PostgreSQL's SQL into tokens and statements, and quotes identifiers. */
package dev.underpin.dialect.postgresql.lexer;
