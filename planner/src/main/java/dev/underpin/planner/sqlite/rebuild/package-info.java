/** The recipe that gives a table another definition by copying it. */
package dev.underpin.planner.sqlite.rebuild;
