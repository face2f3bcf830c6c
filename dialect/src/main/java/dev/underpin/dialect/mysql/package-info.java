/**
 * The language of MySQL and MariaDB: one package for both, because they share almost all of it.
 * What they do not share is asked of {@link dev.underpin.dialect.mysql.Flavor}.
 */
package dev.underpin.dialect.mysql;
