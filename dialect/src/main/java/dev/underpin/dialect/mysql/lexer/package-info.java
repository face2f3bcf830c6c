/** Cuts the SQL of MySQL and MariaDB into tokens and statements, and quotes identifiers. */
@NullMarked
package dev.underpin.dialect.mysql.lexer;

import org.jspecify.annotations.NullMarked;
