/** Runs the commands of the user's own around a run, and tells a webhook. */
package dev.underpin.workflow.hook;
