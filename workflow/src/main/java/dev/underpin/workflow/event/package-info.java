/** The events of a run, for programs that watch it. */
package dev.underpin.workflow.event;
