/** How MySQL and MariaDB print what they are given, as the model holds it. */
@NullMarked
package dev.underpin.dialect.mysql.canonical;

import org.jspecify.annotations.NullMarked;
