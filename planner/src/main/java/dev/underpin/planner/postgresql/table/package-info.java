/** Recipes for tables on PostgreSQL. */
package dev.underpin.planner.postgresql.table;
