/** A plan written to files for review, and read back. */
package dev.underpin.planner.migration;
