/** Recipes for indexes on MySQL and MariaDB. */
package dev.underpin.planner.mysql.index;
