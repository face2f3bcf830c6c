/** Copies of large tables by an external tool, while others write. */
@NullMarked
package dev.underpin.planner.mysql.online;

import org.jspecify.annotations.NullMarked;
