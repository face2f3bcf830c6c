/** Runs a plan on an empty copy of what it changes, before anybody runs it for good. */
package dev.underpin.workflow.rehearsal;
