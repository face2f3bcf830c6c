/** What the recipes of MySQL and MariaDB share. */
@NullMarked
package dev.underpin.planner.mysql.kit;

import org.jspecify.annotations.NullMarked;
