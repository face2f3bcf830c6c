/** The rules of lint that only this engine has. */
@NullMarked
package dev.underpin.planner.mysql.lint;

import org.jspecify.annotations.NullMarked;
