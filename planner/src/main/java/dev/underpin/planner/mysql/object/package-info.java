/** Recipes for views, triggers, routines and events on MySQL and MariaDB. */
@NullMarked
package dev.underpin.planner.mysql.object;

import org.jspecify.annotations.NullMarked;
