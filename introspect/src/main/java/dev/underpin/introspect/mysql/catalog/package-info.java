/** Reads the catalog of MySQL and MariaDB. */
@NullMarked
package dev.underpin.introspect.mysql.catalog;

import org.jspecify.annotations.NullMarked;
