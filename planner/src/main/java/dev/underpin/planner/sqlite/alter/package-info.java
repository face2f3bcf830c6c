/** Recipes that SQLite's ALTER TABLE can carry out in place. */
package dev.underpin.planner.sqlite.alter;
