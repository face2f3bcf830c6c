/** Plans, differences and validation. */
@NullMarked
package dev.underpin.workflow.plan;

import org.jspecify.annotations.NullMarked;
