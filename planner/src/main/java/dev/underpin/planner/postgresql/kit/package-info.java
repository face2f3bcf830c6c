/** What PostgreSQL's recipes share. */
package dev.underpin.planner.postgresql.kit;
