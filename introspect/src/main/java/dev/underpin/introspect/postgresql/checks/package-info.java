/** Runs data checks on PostgreSQL. */
@NullMarked
package dev.underpin.introspect.postgresql.checks;

import org.jspecify.annotations.NullMarked;
