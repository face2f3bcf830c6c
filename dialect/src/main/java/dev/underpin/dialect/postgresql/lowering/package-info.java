/** Translates a declaration to what PostgreSQL has, in a normalised form. */
package dev.underpin.dialect.postgresql.lowering;
