/** Recipes for whole tables on SQLite. */
package dev.underpin.planner.sqlite.table;
