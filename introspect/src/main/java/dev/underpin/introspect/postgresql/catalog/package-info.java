/** Reads the catalog of PostgreSQL. */
package dev.underpin.introspect.postgresql.catalog;
