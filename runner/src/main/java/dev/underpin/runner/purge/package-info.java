/** Empties the trash. */
@NullMarked
package dev.underpin.runner.purge;

import org.jspecify.annotations.NullMarked;
