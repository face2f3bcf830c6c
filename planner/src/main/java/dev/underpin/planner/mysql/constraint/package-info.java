/** Recipes for keys, checks and foreign keys on MySQL and MariaDB. */
@NullMarked
package dev.underpin.planner.mysql.constraint;

import org.jspecify.annotations.NullMarked;
