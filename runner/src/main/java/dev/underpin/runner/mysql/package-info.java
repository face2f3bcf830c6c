/** Runs changes on MySQL and MariaDB. */
@NullMarked
package dev.underpin.runner.mysql;

import org.jspecify.annotations.NullMarked;
