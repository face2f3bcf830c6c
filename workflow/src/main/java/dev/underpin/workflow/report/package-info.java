/** Changes in the words of the YAML. */
package dev.underpin.workflow.report;
