package dev.underpin.planner.postgresql.column;

import dev.underpin.planner.change.Change.AddColumn;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;

/**
 * The steps that change one column one after the other; each depends on what the one before has
 * left.
 */
final class ColumnStepChain {
  private final PostgresContext context;
  private final StepSink sink;
  private final QualifiedName table;
  private Column at;
  private int length;
  private boolean keepsOldValues;

  ColumnStepChain(PostgresContext context, StepSink sink, QualifiedName table, Column start) {
    this.context = context;
    this.sink = sink;
    this.table = table;
    this.at = start;
  }

  /** The column as it is now. */
  Column at() {
    return at;
  }

  QualifiedName table() {
    return table;
  }

  String name() {
    return at.name();
  }

  /** Say that the column in the trash that has this one's name keeps the values before a cast. */
  void keepOldValues() {
    keepsOldValues = true;
  }

  /** The name in the trash for a column that remembers which rows were filled. */
  String memory() {
    return context.trash().name(keepsOldValues ? at.name() + "_filled" : at.name());
  }

  /** Add a step that leaves the column as it is. */
  void add(StepBuilder step) {
    add(step, at);
  }

  /** Add a step that leaves the column in another state. */
  void add(StepBuilder step, Column after) {
    step.source(ObjectRef.table(table).column(at.name()));
    step.needs(context.renamesOf(table, List.of(at.name())));
    step.needs(context.typesOf(List.of(at, after)));
    if (length > 0) step.needs(StepKey.link(table, at.name(), length));
    step.creates(StepKey.link(table, at.name(), ++length));
    if (!after.equals(at)) step.effect(new AlterColumn(table, at, after));
    at = after;
    sink.add(step);
  }

  /** Begin with the step that makes the column. */
  void begin(StepBuilder step) {
    step.source(ObjectRef.table(table).column(at.name()))
        .needs(context.renamesOf(table, List.of()))
        .needs(context.typesOf(List.of(at)))
        .creates(StepKey.link(table, at.name(), ++length), StepKey.column(table, at.name()))
        .effect(new AddColumn(table, at));
    sink.add(step);
  }
}
