/** The rules of lint that only this engine has. */
@NullMarked
package dev.underpin.planner.postgresql.lint;

import org.jspecify.annotations.NullMarked;
