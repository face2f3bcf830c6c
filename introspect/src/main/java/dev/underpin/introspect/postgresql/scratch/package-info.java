/**
 * Brings a desired schema to PostgreSQL's canonical form, by asking the server with temporary
 * tables.
 */
@NullMarked
package dev.underpin.introspect.postgresql.scratch;

import org.jspecify.annotations.NullMarked;
