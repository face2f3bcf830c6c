/** Recipes for columns on MySQL and MariaDB. */
package dev.underpin.planner.mysql.column;
