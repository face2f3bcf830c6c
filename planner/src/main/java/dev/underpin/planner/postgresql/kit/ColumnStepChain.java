package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.Lock;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;

/** The steps that change one column one after the other; each depends on the one before. */
public final class ColumnStepChain {
  private final PostgresContext context;
  private final StepSink sink;
  private final QualifiedName table;
  private Column at;
  private int length;
  private boolean keepsOldValues;

  public ColumnStepChain(
      PostgresContext context, StepSink sink, QualifiedName table, Column start) {
    this.context = context;
    this.sink = sink;
    this.table = table;
    this.at = start;
  }

  /** The column as it is now. */
  public Column at() {
    return at;
  }

  public QualifiedName table() {
    return table;
  }

  public String name() {
    return at.name();
  }

  /** Where the steps of the chain go. */
  public StepSink sink() {
    return sink;
  }

  public PostgresContext context() {
    return context;
  }

  public PostgresDdl ddl() {
    return context.ddl();
  }

  /** Say that the column in the trash that has this one's name keeps the values before a cast. */
  public void keepOldValues() {
    keepsOldValues = true;
  }

  /** The name in the trash for a column that records which rows were filled. */
  public String fillRecord() {
    return context.trash().name(keepsOldValues ? at.name() + "_filled" : at.name());
  }

  /** Begin a step of the expand phase. */
  public StepBuilder expand(int rank, String title, Lock lock) {
    return StepBuilder.expand(rank, table, title, lock);
  }

  /** Begin a step of the contract phase. */
  public StepBuilder contract(int rank, String title, Lock lock) {
    return StepBuilder.contract(rank, table, title, lock);
  }

  /** Add a step that leaves the column as it is. */
  public void add(StepBuilder step) {
    add(step, at);
  }

  /** Add a step that leaves the column in another state. */
  public void add(StepBuilder step, Column after) {
    step.needs(context.renamesOf(table, List.of(at.name())));
    if (length > 0) step.needs(StepKey.link(table, at.name(), length));
    if (!after.equals(at)) step.effect(new Change.AlterColumn(table, at, after));
    append(step, List.of(at, after));
    at = after;
  }

  /** Begin with the step that adds the column. */
  public void begin(StepBuilder step) {
    step.needs(context.renamesOf(table, List.of()))
        .creates(StepKey.column(table, at.name()))
        .effect(new Change.AddColumn(table, at));
    append(step, List.of(at));
  }

  private void append(StepBuilder step, List<Column> states) {
    step.source(ObjectRef.table(table).column(at.name()))
        .needs(context.typesOf(states))
        .creates(StepKey.link(table, at.name(), ++length));
    sink.add(step);
  }
}
