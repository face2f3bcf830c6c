/**
 * Runs saved migrations on a scratch database, to see what they do: to test them, and to make one
 * of them.
 */
package dev.underpin.workflow.test;
