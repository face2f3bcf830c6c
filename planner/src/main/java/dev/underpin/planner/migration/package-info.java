/** A plan written to files for review, and read back. */
@NullMarked
package dev.underpin.planner.migration;

import org.jspecify.annotations.NullMarked;
