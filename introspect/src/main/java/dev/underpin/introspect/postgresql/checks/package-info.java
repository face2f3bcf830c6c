/** Runs data checks on PostgreSQL. */
package dev.underpin.introspect.postgresql.checks;
