/** Whether all is ready for the other commands. */
package dev.underpin.workflow.doctor;
