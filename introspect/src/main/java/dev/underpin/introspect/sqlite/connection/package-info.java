/** URLs and connections of SQLite. */
package dev.underpin.introspect.sqlite.connection;
