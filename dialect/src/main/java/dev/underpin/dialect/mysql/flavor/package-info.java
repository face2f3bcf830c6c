/** Which of the two products a server is, and what its version can do. */
@NullMarked
package dev.underpin.dialect.mysql.flavor;

import org.jspecify.annotations.NullMarked;
