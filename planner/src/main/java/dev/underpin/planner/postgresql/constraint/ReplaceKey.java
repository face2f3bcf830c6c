package dev.underpin.planner.postgresql.constraint;

import static dev.underpin.planner.recipe.StepBuilder.contract;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.ConstraintSteps;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.KeyTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Set;

/**
 * Replaces a primary key or unique constraint without a gap: the new index is built while others
 * write, and one statement drops the old key and makes the index the new one. The rollback does the
 * same the other way round.
 */
public record ReplaceKey(PostgresContext context, StepSink sink, Change.AlterConstraint change)
    implements Runnable {
  @Override
  public void run() {
    QualifiedName name = change.table();
    Constraint before = change.before();
    Constraint after = change.after();
    Table old = context.renamed().table(name).orElseThrow();
    Table table = context.target().table(name).orElseThrow();
    Set<String> mentioned = context.mentioned(name, before);
    StepBuilder step =
        contract(StepRanks.ADD_KEY, name, KeyTitles.replace(before, after), Locks.KEY_THROUGH_INDEX)
            .source(ObjectRef.table(name).constraint(after))
            .mode(Mode.ALONE, Mode.ALONE)
            .up(exchange(before, table, after, "new"))
            .up(context.comment(name, after))
            .down(exchange(after, old, before, "old"))
            .down(context.comment(name, before))
            .effect(change)
            .creates(State.CONSTRAINT.of(name, after.name().orElseThrow()))
            .creates(State.UNIQUE_GONE.of(name, before.name().orElseThrow()))
            .needs(context.needsOf(name, context.mentioned(name, after)))
            .releases(context.releasesOf(name, mentioned))
            .check(new DataChecks(context).of(name, after));
    if (!Set.copyOf(before.columns()).equals(Set.copyOf(after.columns())))
      step.creates(StepKey.unique(name, after.columns()))
          .destroys(StepKey.unique(name, before.columns()));
    if (after instanceof PrimaryKey)
      after.columns().forEach(c -> step.needs(State.NOT_NULL.of(name, c)));
    if (before instanceof PrimaryKey)
      before.columns().stream()
          .filter(c -> !after.columns().contains(c))
          .forEach(c -> step.releases(State.REQUIRED.of(name, c)));
    sink.add(step);
  }

  private List<String> exchange(Constraint from, Table table, Constraint to, String kind) {
    PostgresDdl ddl = context.ddl();
    QualifiedName name = table.name();
    String called = to.name().orElseThrow();
    Index index =
        ConstraintSteps.indexUnder(to).withName(context.temporary(kind, name.toString(), called));
    return List.of(
        ddl.createIndex(name, index, true),
        ddl.replaceConstraintUsingIndex(table, from.name().orElseThrow(), to, index.name()));
  }
}
