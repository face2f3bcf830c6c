/** Asks a SQLite file: what it holds, how large it is, what its data says. */
@NullMarked
package dev.underpin.introspect.sqlite;

import org.jspecify.annotations.NullMarked;
