/** Errors that a person can act on. */
@NullMarked
package dev.underpin.schema.error;

import org.jspecify.annotations.NullMarked;
