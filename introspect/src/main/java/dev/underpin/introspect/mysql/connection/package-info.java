/** URLs and sessions of MySQL and MariaDB. */
package dev.underpin.introspect.mysql.connection;
