/** Asks a MySQL or MariaDB server. */
package dev.underpin.introspect.mysql;
