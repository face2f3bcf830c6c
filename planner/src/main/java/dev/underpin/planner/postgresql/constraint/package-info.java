/** Recipes for constraints on PostgreSQL. */
package dev.underpin.planner.postgresql.constraint;
