/**
 * The recipes of every engine as pairs of YAML files and the plan between them, read from {@code
 * src/test/resources/recipes}. No server is asked.
 */
package dev.underpin.planner.golden;
