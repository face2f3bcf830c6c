/** Reference rows: what of them the database has, and the steps that write them. */
package dev.underpin.planner.seed;
