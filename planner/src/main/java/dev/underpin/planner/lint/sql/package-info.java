/** Rules on SQL statements, for all engines. */
@NullMarked
package dev.underpin.planner.lint.sql;

import org.jspecify.annotations.NullMarked;
