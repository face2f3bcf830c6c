/** Taking an existing database under management. */
@NullMarked
package dev.underpin.workflow.adopt;

import org.jspecify.annotations.NullMarked;
