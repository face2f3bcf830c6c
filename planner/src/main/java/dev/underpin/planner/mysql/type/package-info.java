/** The recipes of sequences (MariaDB). */
package dev.underpin.planner.mysql.type;
