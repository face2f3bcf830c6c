/** Recipes that SQLite's ALTER TABLE can carry out in place. */
@NullMarked
package dev.underpin.planner.sqlite.alter;

import org.jspecify.annotations.NullMarked;
