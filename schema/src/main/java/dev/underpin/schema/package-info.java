/** What a database is; this package holds what concerns a whole schema. */
@NullMarked
package dev.underpin.schema;

import org.jspecify.annotations.NullMarked;
