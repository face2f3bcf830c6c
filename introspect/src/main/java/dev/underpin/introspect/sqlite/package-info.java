/** Asks a SQLite file: what it holds, how large it is, what its data says. */
package dev.underpin.introspect.sqlite;
