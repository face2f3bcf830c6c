/**
 * SQLite's language: its tokens, the canonical spelling of its expressions, its CREATE statements
 * in both directions, and how a neutral declaration is lowered to it.
 *
 * <p>The grammar is that of <a href="https://sqlite.org/lang.html">SQL as understood by SQLite</a>.
 */
package dev.underpin.dialect.sqlite;
