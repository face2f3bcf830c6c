/** Translates a declaration to what SQLite has, in a normalised form. */
@NullMarked
package dev.underpin.dialect.sqlite.lowering;

import org.jspecify.annotations.NullMarked;
