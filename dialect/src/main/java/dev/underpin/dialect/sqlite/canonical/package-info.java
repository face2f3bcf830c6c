/** The form in which two equal texts of SQLite are equal. */
@NullMarked
package dev.underpin.dialect.sqlite.canonical;

import org.jspecify.annotations.NullMarked;
