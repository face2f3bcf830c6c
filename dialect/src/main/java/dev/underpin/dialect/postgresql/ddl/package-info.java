/** The text of PostgreSQL's definitions. */
@NullMarked
package dev.underpin.dialect.postgresql.ddl;

import org.jspecify.annotations.NullMarked;
