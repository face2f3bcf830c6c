/** The text of SQLite's definitions and ALTER TABLE statements. */
@NullMarked
package dev.underpin.dialect.sqlite.ddl;

import org.jspecify.annotations.NullMarked;
