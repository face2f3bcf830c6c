/** URLs, sessions and read-only snapshots of PostgreSQL. */
package dev.underpin.introspect.postgresql.connection;
