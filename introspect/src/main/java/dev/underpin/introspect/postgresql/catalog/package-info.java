/** Reads the catalog of PostgreSQL. */
@NullMarked
package dev.underpin.introspect.postgresql.catalog;

import org.jspecify.annotations.NullMarked;
