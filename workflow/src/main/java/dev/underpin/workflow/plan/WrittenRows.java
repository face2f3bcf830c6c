package dev.underpin.workflow.plan;

import dev.underpin.planner.migration.MigrationReader;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.workflow.files.MigrationFolder;

/**
 * The reference rows that the saved migrations write, one after the other.
 *
 * @param fromNothing true where the migrations build an empty database: it has no other reference
 *     rows. False where they begin with a database that existed.
 */
record WrittenRows(SeededRows rows, boolean fromNothing) {
  static WrittenRows of(MigrationFolder folder) {
    SeededRows rows = SeededRows.NONE;
    boolean fromNothing = true;
    for (String id : folder.ids()) {
      String up = folder.up(id);
      rows = rows.after(MigrationReader.seeds(up));
      fromNothing &= !MigrationReader.isBaseline(up);
    }
    return new WrittenRows(rows, fromNothing);
  }
}
