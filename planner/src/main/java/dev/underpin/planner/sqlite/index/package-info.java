/** Recipes for indexes on SQLite. */
package dev.underpin.planner.sqlite.index;
