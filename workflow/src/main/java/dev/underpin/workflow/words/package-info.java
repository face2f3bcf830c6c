/** Changes and objects in words that people read. */
@NullMarked
package dev.underpin.workflow.words;

import org.jspecify.annotations.NullMarked;
