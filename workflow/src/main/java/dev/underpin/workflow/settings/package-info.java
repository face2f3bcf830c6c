/**
 * Where things are and what may be done: {@code underpin.yaml}, the environment, the command line.
 */
package dev.underpin.workflow.settings;
