/** Findings that a person may want to look up, and their codes. */
@NullMarked
package dev.underpin.schema.finding;

import org.jspecify.annotations.NullMarked;
