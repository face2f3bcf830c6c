/** Recipes for views, routines, triggers and the like on PostgreSQL. */
package dev.underpin.planner.postgresql.object;
