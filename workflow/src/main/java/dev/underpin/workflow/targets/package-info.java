/** Many databases of one schema: which they are, and the same work on all of them. */
package dev.underpin.workflow.targets;
