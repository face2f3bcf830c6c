/** Puts steps in order, and proves that the order leads where it should. */
@NullMarked
package dev.underpin.planner.order;

import org.jspecify.annotations.NullMarked;
