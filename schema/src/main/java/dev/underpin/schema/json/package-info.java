/** A schema as plain data, and plain data as JSON: what histories, lock files and reports hold. */
@NullMarked
package dev.underpin.schema.json;

import org.jspecify.annotations.NullMarked;
