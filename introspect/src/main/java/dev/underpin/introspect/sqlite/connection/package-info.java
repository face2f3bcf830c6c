/** URLs and connections of SQLite. */
@NullMarked
package dev.underpin.introspect.sqlite.connection;

import org.jspecify.annotations.NullMarked;
