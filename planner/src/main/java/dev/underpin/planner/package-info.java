/** Pure: two schemas in, an ordered, reversible, proved plan out. */
@NullMarked
package dev.underpin.planner;

import org.jspecify.annotations.NullMarked;
