/** Commands that change a database. */
@NullMarked
package dev.underpin.workflow.apply;

import org.jspecify.annotations.NullMarked;
