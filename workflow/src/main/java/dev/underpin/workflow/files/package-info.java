/** The migrations folder: one folder a migration, and the lock beside them. */
@NullMarked
package dev.underpin.workflow.files;

import org.jspecify.annotations.NullMarked;
