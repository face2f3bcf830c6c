package dev.underpin.planner.postgresql.table;

import static dev.underpin.planner.recipe.StepBuilder.contract;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/** Gives a table another name, another namespace, or both. */
public record RenameTable(PostgresContext context, StepSink sink, Change.RenameTable change)
    implements Runnable {
  @Override
  public void run() {
    QualifiedName from = change.from();
    QualifiedName to = change.table();
    sink.add(
        contract(StepRanks.RENAME_TABLE, to, StepTitles.renameTable(from, to), Locks.EXCLUSIVE)
            .source(ObjectRef.table(to))
            .hazard(Hazards.renamed(from.toString()))
            .up(move(from, to))
            .down(move(to, from))
            .effect(change)
            .creates(StepKey.table(to), StepKey.relation(to))
            .destroys(StepKey.table(from), StepKey.relation(from))
            .together(State.RENAMED.of(to))
            .needs(State.NAMESPACE.of(QualifiedName.of(to.schema()))));
  }

  private List<String> move(QualifiedName from, QualifiedName to) {
    List<String> statements = new ArrayList<>();
    if (!from.schema().equals(to.schema()))
      statements.add(context.ddl().moveTable(from, to.schema()));
    if (!from.name().equals(to.name()))
      statements.add(context.ddl().renameTable(to.withName(from.name()), to.name()));
    return statements;
  }
}
