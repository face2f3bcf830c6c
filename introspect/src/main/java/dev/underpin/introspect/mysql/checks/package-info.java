/** Runs data checks on MySQL and MariaDB. */
package dev.underpin.introspect.mysql.checks;
