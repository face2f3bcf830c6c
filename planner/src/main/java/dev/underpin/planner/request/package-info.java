/** What a plan is asked for: both schemas, and what a person chose. */
package dev.underpin.planner.request;
