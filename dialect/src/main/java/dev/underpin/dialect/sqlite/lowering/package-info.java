/** Translates a declaration to what SQLite has, in a normalised form. */
package dev.underpin.dialect.sqlite.lowering;
