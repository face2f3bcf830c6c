/** How PostgreSQL prints what it is given, as the model holds it. */
@NullMarked
package dev.underpin.dialect.postgresql.canonical;

import org.jspecify.annotations.NullMarked;
