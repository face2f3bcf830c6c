/** What PostgreSQL's recipes share. */
@NullMarked
package dev.underpin.planner.postgresql.kit;

import org.jspecify.annotations.NullMarked;
