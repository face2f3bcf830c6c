package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.contract;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;

/** Gives a column another name. */
public record RenameColumn(PostgresContext context, StepSink sink, Change.RenameColumn change)
    implements Runnable {
  @Override
  public void run() {
    QualifiedName table = change.table();
    String from = change.from();
    String to = change.to();
    sink.add(
        contract(StepRanks.RENAME_COLUMN, table, StepTitles.renameColumn(from, to), Locks.EXCLUSIVE)
            .source(ObjectRef.table(table).column(to))
            .hazard(Hazards.renamed(from))
            .up(context.ddl().renameColumn(table, from, to))
            .down(context.ddl().renameColumn(table, to, from))
            .effect(change)
            .creates(StepKey.column(table, to))
            .destroys(StepKey.column(table, from))
            .together(StepKey.State.RENAMED.of(table, to))
            .needs(context.renamesOf(table, List.of())));
  }
}
