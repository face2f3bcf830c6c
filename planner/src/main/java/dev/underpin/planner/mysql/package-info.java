/** MySQL's and MariaDB's safe ways to make each change. */
@NullMarked
package dev.underpin.planner.mysql;

import org.jspecify.annotations.NullMarked;
