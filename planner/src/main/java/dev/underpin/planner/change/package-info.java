/** The differences between two schemas. */
package dev.underpin.planner.change;
