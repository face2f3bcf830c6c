/** PostgreSQL's safe ways to make changes. */
package dev.underpin.planner.postgresql;
