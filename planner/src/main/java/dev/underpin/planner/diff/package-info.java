/** Compares two schemas, hints in hand. */
@NullMarked
package dev.underpin.planner.diff;

import org.jspecify.annotations.NullMarked;
