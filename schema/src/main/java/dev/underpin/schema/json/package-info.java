/** A schema as JSON and back, for the history and for lock files. */
@NullMarked
package dev.underpin.schema.json;

import org.jspecify.annotations.NullMarked;
