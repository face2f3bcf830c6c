/** Finds and renames columns and tables in MySQL's and MariaDB's SQL. */
package dev.underpin.dialect.mysql.references;
