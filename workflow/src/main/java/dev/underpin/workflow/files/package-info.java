/** The migrations folder: one folder a migration, and the lock beside them. */
package dev.underpin.workflow.files;
