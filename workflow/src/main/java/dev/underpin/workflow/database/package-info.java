/** What the commands share: the open database, the desired schema, scratch places. */
package dev.underpin.workflow.database;
