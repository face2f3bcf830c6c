/** Steps for grants, owners and default privileges. */
package dev.underpin.planner.postgresql.access;
