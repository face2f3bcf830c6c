package dev.underpin.planner.mysql.table;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;

/** Another name for a table, and with it for the views and triggers that mention it. */
public final class RenameTable extends TableSteps {
  private final Change.RenameTable change;

  public RenameTable(TableSteps steps, Change.RenameTable change) {
    super(steps);
    this.change = change;
  }

  public void plan() {
    QualifiedName from = change.from();
    String title = StepTitles.renameTable(from, table);
    StepBuilder step =
        step(Phase.CONTRACT, StepRanks.RENAME_TABLE, title, MysqlContext.METADATA_LOCK)
            .hazard(Hazards.renamed(from.toString()))
            .up(clauses.renameTable(from, table))
            .down(clauses.renameTable(table, from))
            .effect(change)
            .creates(StepKey.table(table))
            .destroys(StepKey.table(from));
    for (SchemaObject object : context.catalog().schema().objects().values())
      recreate(step, object);
    sink.add(step);
  }

  /** The server leaves the text of views and triggers as it is: they are recreated. */
  private void recreate(StepBuilder step, SchemaObject object) {
    QualifiedName from = change.from();
    SqlText renamed = context.dialect().renameTable(object.create(), from, table);
    boolean concerned =
        object.dependsOn().contains(from) || object.table().filter(from::equals).isPresent();
    if (!concerned || goes(object) || renamed.equals(object.create())) return;
    step.up(context.ddl().dropObject(object))
        .up(context.ddl().createObject(object.withCreate(renamed)))
        .down(context.ddl().dropObject(object))
        .down(context.ddl().createObject(object));
  }

  /** True for a view that the plan drops: it goes before its table has the new name. */
  private boolean goes(SchemaObject object) {
    return object.table().isEmpty()
        && context.changes().stream()
            .anyMatch(
                c -> c instanceof Change.DropObject d && d.object().key().equals(object.key()));
  }
}
