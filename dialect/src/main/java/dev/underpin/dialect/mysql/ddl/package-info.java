/** The text of MySQL's and MariaDB's definitions and ALTER TABLE statements. */
@NullMarked
package dev.underpin.dialect.mysql.ddl;

import org.jspecify.annotations.NullMarked;
