/** The recipe that gives a table another definition by copying it. */
@NullMarked
package dev.underpin.planner.sqlite.rebuild;

import org.jspecify.annotations.NullMarked;
