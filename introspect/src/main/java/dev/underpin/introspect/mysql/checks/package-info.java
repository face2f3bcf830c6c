/** Runs data checks on MySQL and MariaDB. */
@NullMarked
package dev.underpin.introspect.mysql.checks;

import org.jspecify.annotations.NullMarked;
