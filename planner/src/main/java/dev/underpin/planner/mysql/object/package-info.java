/** Recipes for views, triggers, routines and events on MySQL and MariaDB. */
package dev.underpin.planner.mysql.object;
