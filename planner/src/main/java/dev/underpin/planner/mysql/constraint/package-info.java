/** Recipes for keys, checks and foreign keys on MySQL and MariaDB. */
package dev.underpin.planner.mysql.constraint;
