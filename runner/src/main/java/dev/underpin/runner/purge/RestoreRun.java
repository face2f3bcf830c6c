package dev.underpin.runner.purge;

import dev.underpin.planner.step.Mode;
import dev.underpin.runner.apply.Run;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.model.QualifiedName;
import java.util.Optional;

/** Takes something out of the trash, with its rows. */
public record RestoreRun(Run run) {
  /**
   * Give it a name again.
   *
   * @param table the table's new name, or the table of the column
   * @param column the column's new name; absent for a whole table
   */
  public void restore(TrashItem item, QualifiedName table, Optional<String> column) {
    run.database()
        .asking(
            () ->
                run.tries()
                    .transaction(
                        Mode.TRANSACTION,
                        Run.SILENT,
                        () -> {
                          for (String sql : run.session().restore(item, table, column))
                            Sql.execute(run.session().connection(), sql);
                          return true;
                        }));
  }
}
