/** Recipes that change a table of SQLite by ALTER TABLE. */
package dev.underpin.planner.sqlite.alter;
