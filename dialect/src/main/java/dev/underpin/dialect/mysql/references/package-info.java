/** Finds and renames columns and tables in MySQL's and MariaDB's SQL. */
@NullMarked
package dev.underpin.dialect.mysql.references;

import org.jspecify.annotations.NullMarked;
