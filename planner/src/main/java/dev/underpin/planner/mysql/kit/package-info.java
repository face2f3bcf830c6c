/** What the recipes of MySQL and MariaDB share. */
package dev.underpin.planner.mysql.kit;
