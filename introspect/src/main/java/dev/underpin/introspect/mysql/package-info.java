/** Asks a MySQL or MariaDB server. */
@NullMarked
package dev.underpin.introspect.mysql;

import org.jspecify.annotations.NullMarked;
