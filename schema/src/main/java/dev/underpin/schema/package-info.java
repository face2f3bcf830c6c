/** What a database is, engine-neutral: the model, how it is declared in YAML, and its fingerprint. */
@NullMarked
package dev.underpin.schema;

import org.jspecify.annotations.NullMarked;
