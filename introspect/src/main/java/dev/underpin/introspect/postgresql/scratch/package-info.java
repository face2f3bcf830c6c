/**
 * Brings a desired schema to PostgreSQL's canonical form, by asking the server with temporary
 * tables.
 */
package dev.underpin.introspect.postgresql.scratch;
