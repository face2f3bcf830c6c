/** Where a database stands: status and drift. */
package dev.underpin.workflow.status;
