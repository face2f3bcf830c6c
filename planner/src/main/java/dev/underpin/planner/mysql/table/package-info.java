/** Recipes for tables on MySQL and MariaDB. */
@NullMarked
package dev.underpin.planner.mysql.table;

import org.jspecify.annotations.NullMarked;
