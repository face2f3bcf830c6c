/** Recipes for constraints on PostgreSQL. */
@NullMarked
package dev.underpin.planner.postgresql.constraint;

import org.jspecify.annotations.NullMarked;
