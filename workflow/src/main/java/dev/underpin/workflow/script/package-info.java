/** Reads statements of SQL as a schema where no server can run them. */
package dev.underpin.workflow.script;
