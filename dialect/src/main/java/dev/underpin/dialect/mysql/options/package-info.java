/** The attributes that only MySQL and MariaDB have, by their YAML key. */
@NullMarked
package dev.underpin.dialect.mysql.options;

import org.jspecify.annotations.NullMarked;
