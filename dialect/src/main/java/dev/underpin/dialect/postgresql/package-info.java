/** PostgreSQL's language, versions 13 to 18. */
@NullMarked
package dev.underpin.dialect.postgresql;

import org.jspecify.annotations.NullMarked;
