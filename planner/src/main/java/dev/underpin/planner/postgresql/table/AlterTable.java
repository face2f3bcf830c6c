package dev.underpin.planner.postgresql.table;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.AddedParents;
import dev.underpin.planner.postgresql.kit.IndexOptions;
import dev.underpin.planner.postgresql.kit.IndexOptions.Transition;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PartitionTie;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Changes the comment and the options of a table, one step after the other. */
public record AlterTable(
    PostgresContext context, StepSink sink, IndexOptions indexes, Change.AlterTable change)
    implements Runnable {
  @Override
  public void run() {
    Table before = change.before();
    Table after = change.after();
    QualifiedName name = after.name();
    Table at = before;
    if (!before.comment().equals(after.comment())) {
      Table commented = at.withComment(after.comment());
      sink.add(
          attribute(at, commented, StepTitles.changeComment(), Locks.COMMENT)
              .up(context.ddl().comments().onTable(name, after.comment()))
              .down(context.ddl().comments().onTable(name, before.comment())));
      at = commented;
    }
    int link = 0;
    for (Transition transition : indexes.transitions(before, after)) {
      String key = transition.key();
      if (key.equals("inherits") && inherits(at, transition)) {
        at = at.withOptions(Options.with(at.options(), key, transition.after()));
        continue;
      }
      if (key.equals("partition_by") || key.equals("inherits")) {
        sink.refuse(Refusals.fixedOption(name, key, transition.before()));
        continue;
      }
      Table changed = at.withOptions(Options.with(at.options(), key, transition.after()));
      Lock lock = Locks.ofTableOption(key);
      StepBuilder step =
          attribute(at, changed, StepTitles.tableOption(key, transition.after()), lock)
              .up(context.ddl().setTableOption(name, key, transition.after()))
              .down(context.ddl().setTableOption(name, key, transition.before()))
              .creates(StepKey.link(name, "", ++link));
      if (link > 1) step.needs(StepKey.link(name, "", link - 1));
      transition.from().ifPresent(index -> leaves(step, before, index));
      transition.to().ifPresent(index -> names(step, after, index));
      sink.add(context.addLockHazards(step, name, lock));
      at = changed;
    }
    if (!before.partitionWithoutColumns().equals(after.partitionWithoutColumns()))
      new PartitionTie(context, sink).change(at, after);
  }

  /** False where the table cannot begin to inherit from another one. */
  private boolean inherits(Table at, Transition transition) {
    AddedParents added = new AddedParents(context, change.before(), change.after());
    if (added.names().isEmpty()) return false;
    QualifiedName name = at.name();
    Table changed =
        at.withOptions(Options.with(at.options(), transition.key(), transition.after()));
    StepBuilder step =
        attribute(
                at,
                changed,
                StepTitles.tableOption(transition.key(), transition.after()),
                Locks.EXCLUSIVE)
            .up(added.up())
            .down(added.down());
    for (QualifiedName parent : added.names().orElseThrow()) step.needs(StepKey.table(parent));
    for (Column column : change.after().columns())
      step.needs(context.needsOf(name, List.of(column.name())))
          .needs(State.NOT_NULL.of(name, column.name()));
    for (Constraint check : change.after().constraintsOf(CheckConstraint.class))
      check.name().ifPresent(n -> step.needs(State.CONSTRAINT.of(name, n)));
    sink.add(step);
    return true;
  }

  private static void leaves(StepBuilder step, Table table, String index) {
    QualifiedName name = table.name().withName(index);
    step.releases(StepKey.relation(name), State.BEFORE.of(name));
    columns(table, index).forEach(c -> step.releases(State.REQUIRED.of(table.name(), c)));
  }

  private static void names(StepBuilder step, Table table, String index) {
    QualifiedName name = table.name().withName(index);
    step.needs(StepKey.relation(name), State.SWAPPED.of(name));
    columns(table, index).forEach(c -> step.needs(State.NOT_NULL.of(table.name(), c)));
  }

  private static Set<String> columns(Table table, String index) {
    Set<String> columns = new TreeSet<>();
    for (Index one : table.indexes())
      if (one.name().equals(index)) columns.addAll(one.keyColumns());
    for (Constraint one : table.constraints())
      if (one.name().equals(Optional.of(index))) columns.addAll(one.columns());
    return columns;
  }

  private StepBuilder attribute(Table before, Table after, String title, Lock lock) {
    Phase phase = lock == Locks.COMMENT ? Phase.EXPAND : Phase.CONTRACT;
    return step(phase, StepRanks.ATTRIBUTES, after.name(), title, lock)
        .source(ObjectRef.table(after.name()))
        .effect(new Change.AlterTable(before, after))
        .needs(context.renamesOf(after.name(), Set.of()));
  }
}
