/**
 * Underpin inside an application: {@link dev.underpin.workflow.Underpin} connects to a database,
 * plans, applies, rolls back, and tells of drift.
 *
 * <p>The public types of this package and of {@code dev.underpin.schema.error} are the API: they
 * change as semantic versioning says. All other packages, those below this one too, are internal
 * and may change with any version.
 */
package dev.underpin.workflow;
