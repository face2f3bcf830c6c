/** Reads what a SQL statement does from its tokens. */
@NullMarked
package dev.underpin.planner.statement;

import org.jspecify.annotations.NullMarked;
