/** Recipes for columns on PostgreSQL. */
package dev.underpin.planner.postgresql.column;
