/** What the commands share: the open database, the desired schema, scratch places. */
@NullMarked
package dev.underpin.workflow.database;

import org.jspecify.annotations.NullMarked;
