/** Recipes for columns on MySQL and MariaDB. */
@NullMarked
package dev.underpin.planner.mysql.column;

import org.jspecify.annotations.NullMarked;
