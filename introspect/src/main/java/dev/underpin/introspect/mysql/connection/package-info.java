/** URLs and sessions of MySQL and MariaDB. */
@NullMarked
package dev.underpin.introspect.mysql.connection;

import org.jspecify.annotations.NullMarked;
