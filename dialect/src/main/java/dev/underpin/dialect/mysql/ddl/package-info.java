/** The text of MySQL's and MariaDB's definitions and ALTER TABLE statements. */
package dev.underpin.dialect.mysql.ddl;
