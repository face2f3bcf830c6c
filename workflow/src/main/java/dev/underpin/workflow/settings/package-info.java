/**
 * Where things are and what may be done: {@code underpin.yaml}, the environment, the command line.
 */
@NullMarked
package dev.underpin.workflow.settings;

import org.jspecify.annotations.NullMarked;
