package dev.underpin.planner.postgresql.table;

import static dev.underpin.planner.recipe.StepBuilder.expand;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.order.TableCreation;
import dev.underpin.planner.postgresql.kit.ConstraintSteps;
import dev.underpin.planner.postgresql.kit.Inheritance;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TableTrash;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;

/** Creates a table with its indexes; foreign keys to tables that are created later come after. */
public record CreateTable(
    PostgresContext context,
    StepSink sink,
    Inheritance inheritance,
    TableCreation creation,
    Change.CreateTable change)
    implements Runnable {
  @Override
  public void run() {
    Table table = creation.inline(change.definition());
    QualifiedName name = table.name();
    TableTrash trash = new TableTrash(context, table);
    StepBuilder step =
        expand(StepRanks.CREATE_TABLE, name, StepTitles.createTable(table), Locks.NONE)
            .source(ObjectRef.table(name))
            .up(context.ddl().createTable(table, true))
            .down(trash.in(context.backTrash()))
            .effect(new Change.CreateTable(table))
            .creates(StepKey.table(name), StepKey.relation(name))
            .needs(State.NAMESPACE.of(QualifiedName.of(name.schema())))
            .needs(context.typesOf(table.columns()));
    table.indexes().forEach(i -> step.up(context.createIndex(name, i, false)));
    if (PostgresContext.isPartitioned(table)) step.hazard(Hazards.noPartition(name));
    trash.names().forEach(n -> step.creates(StepKey.relation(n)));
    inheritance.of(name).forEach(p -> step.needs(StepKey.table(p)));
    for (Constraint constraint : table.constraints()) {
      if (!constraint.keys().isEmpty()) {
        step.creates(StepKey.unique(name, constraint.columns()));
      } else if (constraint instanceof ForeignKey key && !key.references().equals(name)) {
        step.needs(StepKey.table(key.references()));
      }
    }
    sink.add(step);
    // No rows have to be checked; only the short lock on the parent counts.
    ConstraintSteps steps = new ConstraintSteps(context);
    for (ForeignKey key : creation.later(change.definition()))
      sink.add(steps.add(Phase.EXPAND, change.definition(), key, Locks.SHARE_ROW_EXCLUSIVE));
  }
}
