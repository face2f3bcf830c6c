/** The text of PostgreSQL's definitions. */
package dev.underpin.dialect.postgresql.ddl;
