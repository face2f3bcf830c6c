/** Pure: two schemas in, an ordered, reversible, proved plan out. */
package dev.underpin.planner;
