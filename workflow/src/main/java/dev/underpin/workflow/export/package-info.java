/** Writes the saved migrations as files of other tools. */
package dev.underpin.workflow.export;
