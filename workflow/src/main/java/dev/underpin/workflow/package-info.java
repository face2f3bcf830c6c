/**
 * Plan, apply, drift, rollback … as a Java API: what the command line calls. Nothing here prints.
 */
@NullMarked
package dev.underpin.workflow;

import org.jspecify.annotations.NullMarked;
