/** Applies migrations and rolls them back, step by step. */
@NullMarked
package dev.underpin.runner.apply;

import org.jspecify.annotations.NullMarked;
