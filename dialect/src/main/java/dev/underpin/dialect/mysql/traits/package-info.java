/** What of a table decides how MySQL and MariaDB can change it. */
package dev.underpin.dialect.mysql.traits;
