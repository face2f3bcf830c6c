/** Recipes for indexes on PostgreSQL. */
@NullMarked
package dev.underpin.planner.postgresql.index;

import org.jspecify.annotations.NullMarked;
