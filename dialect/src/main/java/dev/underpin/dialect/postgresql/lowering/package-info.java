/** Translates a declaration to what PostgreSQL has, in a normalised form. */
@NullMarked
package dev.underpin.dialect.postgresql.lowering;

import org.jspecify.annotations.NullMarked;
