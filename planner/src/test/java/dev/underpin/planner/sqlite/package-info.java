/** Tests of SQLite's recipes, on real files. */
package dev.underpin.planner.sqlite;
