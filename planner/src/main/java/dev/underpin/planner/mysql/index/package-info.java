/** Recipes for indexes on MySQL and MariaDB. */
@NullMarked
package dev.underpin.planner.mysql.index;

import org.jspecify.annotations.NullMarked;
