/** Where a database stands: status and drift. */
@NullMarked
package dev.underpin.workflow.status;

import org.jspecify.annotations.NullMarked;
