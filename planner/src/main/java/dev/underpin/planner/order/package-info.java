/** Puts steps in order, and proves that the order leads where it should. */
package dev.underpin.planner.order;
