/** The differences between two schemas. */
@NullMarked
package dev.underpin.planner.change;

import org.jspecify.annotations.NullMarked;
