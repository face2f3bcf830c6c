/** Recipes for views and triggers on SQLite. */
@NullMarked
package dev.underpin.planner.sqlite.object;

import org.jspecify.annotations.NullMarked;
