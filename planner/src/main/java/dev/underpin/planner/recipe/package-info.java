/** What an engine contributes: the safe way to make each change. */
@NullMarked
package dev.underpin.planner.recipe;

import org.jspecify.annotations.NullMarked;
