/** Runs saved migrations on a scratch database, forward, back and forward again. */
package dev.underpin.workflow.test;
