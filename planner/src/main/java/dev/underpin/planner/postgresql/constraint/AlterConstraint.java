package dev.underpin.planner.postgresql.constraint;

import static dev.underpin.planner.recipe.StepBuilder.contract;
import static dev.underpin.planner.recipe.StepBuilder.expand;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.ConstraintTraits;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.Descriptions;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import java.util.Set;

/** Changes the name or the comment of a constraint, which stays the same. */
public record AlterConstraint(PostgresContext context, StepSink sink) {
  /** The index behind a constraint gets the name, too. */
  public void rename(Change.AlterConstraint change) {
    QualifiedName table = change.table();
    Constraint before = change.before();
    String from = before.name().orElseThrow();
    String to = change.after().name().orElseThrow();
    Set<String> columns = context.mentioned(table, before);
    String title = StepTitles.renameConstraint(before, to);
    StepBuilder step =
        contract(StepRanks.RENAME_COLUMN, table, title, Locks.EXCLUSIVE)
            .source(ObjectRef.table(table).constraint(change.after()))
            .up(context.ddl().renameConstraint(table, from, to))
            .down(context.ddl().renameConstraint(table, to, from))
            .effect(change)
            .needs(context.renamesOf(table, columns))
            .releases(context.releasesOf(table, columns))
            .destroys(State.CONSTRAINT.of(table, from))
            .creates(State.CONSTRAINT.of(table, to));
    if (before instanceof ForeignKey key)
      step.needs(context.renamesOf(key.references(), context.columnsUnder(key)));
    if (ConstraintTraits.hasIndex(before)) {
      step.destroys(StepKey.relation(table.withName(from)))
          .creates(StepKey.relation(table.withName(to)));
    }
    sink.add(step);
  }

  public void changeComment(Change.AlterConstraint change) {
    QualifiedName table = change.table();
    Constraint after = change.after();
    String title = StepTitles.changeComment(Descriptions.constraint(after));
    sink.add(
        expand(StepRanks.ATTRIBUTES, table, title, Locks.COMMENT)
            .source(ObjectRef.table(table).constraint(after))
            .up(context.changeComment(table, after))
            .down(context.changeComment(table, change.before()))
            .effect(change));
  }
}
