/**
 * Brings a desired schema to the canonical form of MySQL or MariaDB, by asking the server in a
 * scratch database.
 */
package dev.underpin.introspect.mysql.scratch;
