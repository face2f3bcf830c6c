/** Tests of SQLite's recipes, on real files. */
@NullMarked
package dev.underpin.planner.sqlite;

import org.jspecify.annotations.NullMarked;
