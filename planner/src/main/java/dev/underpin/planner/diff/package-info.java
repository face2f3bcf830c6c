/** Compares two schemas, hints in hand. */
package dev.underpin.planner.diff;
