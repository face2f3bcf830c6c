/** Cuts the SQL of MySQL and MariaDB into tokens and statements, and quotes identifiers. */
package dev.underpin.dialect.mysql.lexer;
