/** Recipes for indexes on PostgreSQL. */
package dev.underpin.planner.postgresql.index;
