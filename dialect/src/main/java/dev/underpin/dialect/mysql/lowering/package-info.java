/** Translates a declaration to what MySQL and MariaDB have, in a normalised form. */
@NullMarked
package dev.underpin.dialect.mysql.lowering;

import org.jspecify.annotations.NullMarked;
