/** Translates a declaration to what MySQL and MariaDB have, in a normalised form. */
package dev.underpin.dialect.mysql.lowering;
