/** What a plan is made of: statements with their phase, lock, inverse and effect. */
@NullMarked
package dev.underpin.planner.step;

import org.jspecify.annotations.NullMarked;
