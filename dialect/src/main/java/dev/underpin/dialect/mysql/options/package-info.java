/** The attributes that only MySQL and MariaDB have, by their YAML key. */
package dev.underpin.dialect.mysql.options;
