/** What a plan is asked for: both schemas, and what a person chose. */
@NullMarked
package dev.underpin.planner.request;

import org.jspecify.annotations.NullMarked;
