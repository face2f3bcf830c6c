/** Recipes for columns on PostgreSQL. */
@NullMarked
package dev.underpin.planner.postgresql.column;

import org.jspecify.annotations.NullMarked;
