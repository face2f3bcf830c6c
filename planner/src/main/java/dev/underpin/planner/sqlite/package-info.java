/**
 * How SQLite is changed: by ALTER TABLE where the executing library can, else by a rebuild of the
 * table.
 */
package dev.underpin.planner.sqlite;
