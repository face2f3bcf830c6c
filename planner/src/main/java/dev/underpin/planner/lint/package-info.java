/** What a review would point out: rules on a declared schema and on SQL statements. */
@NullMarked
package dev.underpin.planner.lint;

import org.jspecify.annotations.NullMarked;
