/** URLs, sessions and read-only snapshots of PostgreSQL. */
@NullMarked
package dev.underpin.introspect.postgresql.connection;

import org.jspecify.annotations.NullMarked;
