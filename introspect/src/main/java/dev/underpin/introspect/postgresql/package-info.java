/** Asks PostgreSQL servers, versions 13 to 18. */
@NullMarked
package dev.underpin.introspect.postgresql;

import org.jspecify.annotations.NullMarked;
