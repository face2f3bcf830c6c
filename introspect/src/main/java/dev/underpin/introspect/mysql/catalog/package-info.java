/** Reads the catalog of MySQL and MariaDB. */
package dev.underpin.introspect.mysql.catalog;
