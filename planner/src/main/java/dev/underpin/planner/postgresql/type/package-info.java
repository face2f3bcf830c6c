/** Recipes for namespaces, enums and sequences on PostgreSQL. */
@NullMarked
package dev.underpin.planner.postgresql.type;

import org.jspecify.annotations.NullMarked;
