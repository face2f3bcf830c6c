/** Commands that change a database. */
package dev.underpin.workflow.apply;
