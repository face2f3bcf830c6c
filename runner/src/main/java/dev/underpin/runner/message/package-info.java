/** The sentences with which a run ends. */
@NullMarked
package dev.underpin.runner.message;

import org.jspecify.annotations.NullMarked;
