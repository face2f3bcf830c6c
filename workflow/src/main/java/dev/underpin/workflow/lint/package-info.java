/** The command {@code lint}. */
@NullMarked
package dev.underpin.workflow.lint;

import org.jspecify.annotations.NullMarked;
