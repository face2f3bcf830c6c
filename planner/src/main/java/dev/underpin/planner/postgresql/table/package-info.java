/** Recipes for tables on PostgreSQL. */
@NullMarked
package dev.underpin.planner.postgresql.table;

import org.jspecify.annotations.NullMarked;
