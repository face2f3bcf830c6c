/** What a plan is made of: statements with their phase, lock, inverse and effect. */
package dev.underpin.planner.step;
