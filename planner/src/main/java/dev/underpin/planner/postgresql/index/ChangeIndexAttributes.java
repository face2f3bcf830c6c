package dev.underpin.planner.postgresql.index;

import static dev.underpin.planner.recipe.StepBuilder.expand;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.IndexAttributes;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;

/** Changes what of an index needs no new build: its comment and its storage parameters. */
public record ChangeIndexAttributes(
    PostgresContext context, StepSink sink, Change.AlterIndex change) implements Runnable {
  @Override
  public void run() {
    QualifiedName table = change.table();
    Index after = change.after();
    String title = StepTitles.changeIndexAttributes(after);
    sink.add(
        expand(StepRanks.ATTRIBUTES, table, title, Locks.COMMENT)
            .source(ObjectRef.table(table).index(after.name()))
            .up(statements(change.before(), after))
            .down(statements(after, change.before()))
            .effect(change));
  }

  private List<String> statements(Index from, Index to) {
    QualifiedName name = change.table().withName(to.name());
    return IndexAttributes.statements(context, name, from, to);
  }
}
