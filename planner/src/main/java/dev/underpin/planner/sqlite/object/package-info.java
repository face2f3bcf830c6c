/** Recipes for views and triggers on SQLite. */
package dev.underpin.planner.sqlite.object;
