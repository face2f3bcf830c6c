/** How MySQL and MariaDB print what they are given, as the model holds it. */
package dev.underpin.dialect.mysql.canonical;
