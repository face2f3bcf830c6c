package dev.underpin.planner.mysql.column;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.DependentObjects;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.ModelState;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Table;

/** Another name for a column; on MySQL what mentions it is dropped and added around that. */
public final class RenameColumn extends TableSteps {
  private final ModelState renames;
  private final Change.RenameColumn change;

  /**
   * Nothing yet.
   *
   * @param renames the schema after the renames so far, to which this one is added
   */
  public RenameColumn(TableSteps steps, ModelState renames, Change.RenameColumn change) {
    super(steps);
    this.renames = renames;
    this.change = change;
  }

  public void plan() {
    String from = change.from();
    String to = change.to();
    Table before = table();
    renames.apply(change);
    Table after = table();
    boolean referenced = isReferenced();
    boolean inForeignKey =
        referenced
            || after.constraintsOf(ForeignKey.class).stream()
                .anyMatch(f -> f.columnList().contains(to));
    DependentObjects there = DependentObjects.ofRename(this, before, after, from, inForeignKey);
    DependentObjects back = DependentObjects.ofRename(this, after, before, to, inForeignKey);
    Operation renaming = referenced ? Operation.RENAME_REFERENCED_COLUMN : Operation.RENAME_COLUMN;
    AlterMethod method = method(renaming).and(there.method());
    String title = StepTitles.renameColumn(from, to);
    sink.add(
        contract(StepRanks.RENAME_COLUMN, ref().column(to), title, method)
            .hazard(Hazards.renamed(from))
            .statements(
                there.around(renaming, clauses.renameColumn(from, to)),
                back.around(renaming, clauses.renameColumn(to, from)))
            .effect(change)
            .creates(StepKey.column(table, to))
            .destroys(StepKey.column(table, from)));
  }

  /** The table at this point; it gets its new name before its columns do. */
  private Table table() {
    return renames.schema().table(table).orElseThrow();
  }

  private boolean isReferenced() {
    return renames.schema().tables().values().stream()
        .flatMap(t -> t.constraintsOf(ForeignKey.class).stream())
        .anyMatch(f -> f.references().equals(table) && f.referencedColumns().contains(change.to()));
  }
}
