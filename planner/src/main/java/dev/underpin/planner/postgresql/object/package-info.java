/** Recipes for views, routines, triggers and the like on PostgreSQL. */
@NullMarked
package dev.underpin.planner.postgresql.object;

import org.jspecify.annotations.NullMarked;
