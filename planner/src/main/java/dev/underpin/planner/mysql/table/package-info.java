/** Recipes for tables on MySQL and MariaDB. */
package dev.underpin.planner.mysql.table;
