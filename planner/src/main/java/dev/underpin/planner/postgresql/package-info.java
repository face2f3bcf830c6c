/** PostgreSQL's safe ways to make changes. */
@NullMarked
package dev.underpin.planner.postgresql;

import org.jspecify.annotations.NullMarked;
