/** What an engine contributes: the safe way to make each change. */
package dev.underpin.planner.recipe;
