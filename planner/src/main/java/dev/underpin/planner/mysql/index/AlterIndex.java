package dev.underpin.planner.mysql.index;

import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.ExpressionKeys;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An index is hidden from the optimizer, shown to it again, or replaced. */
public final class AlterIndex extends TableSteps {
  private final Change.AlterIndex change;
  private final Index before;
  private final Index after;
  private final ObjectRef source;

  public AlterIndex(TableSteps steps, Change.AlterIndex change) {
    super(steps);
    this.change = change;
    this.before = change.before();
    this.after = change.after();
    this.source = ref().index(after.name());
  }

  /**
   * False for what has to be dropped, and then added: the server may change a part of a column in
   * an index by itself, where the column changes.
   */
  public boolean isPossible() {
    return isOfVisibility()
        || context.changes().stream().noneMatch(this::retypesColumn)
        || context.supports(table, before.keys());
  }

  private boolean retypesColumn(Change other) {
    return other instanceof Change.AlterColumn a
        && a.table().equals(table)
        && !a.before().type().equals(a.after().type())
        && before.columns().contains(a.after().name());
  }

  public void plan() {
    if (isOfVisibility()) show();
    else replace();
  }

  private boolean isOfVisibility() {
    Optional<String> hidden = Optional.ofNullable(after.options().get(IndexOptions.INVISIBLE));
    return before
        .withOptions(Options.with(before.options(), IndexOptions.INVISIBLE, hidden))
        .equals(after);
  }

  private void show() {
    boolean visible = !after.options().containsKey(IndexOptions.INVISIBLE);
    String title = StepTitles.indexVisibility(after, visible);
    sink.add(
        expand(StepRanks.ADD_INDEX, source, title, Operation.SHOW_KEY)
            .up(alter(Operation.SHOW_KEY, clauses.showIndex(after.name(), visible)))
            .down(alter(Operation.SHOW_KEY, clauses.showIndex(after.name(), !visible)))
            .effect(change)
            .needs(needs(context.mentioned(table, after))));
  }

  /** In one statement: no moment without the one or the other. */
  private void replace() {
    boolean onExpressions = ExpressionKeys.isOne(before) && ExpressionKeys.isOne(after);
    Operation there = onExpressions ? Operation.REPLACE_EXPRESSION_KEY : adding(after);
    Operation back = onExpressions ? Operation.REPLACE_EXPRESSION_KEY : adding(before);
    Set<String> columns = context.mentioned(table, after);
    List<String> gone = new ArrayList<>(context.mentioned(table, before));
    gone.removeAll(columns);
    sink.add(
        contract(StepRanks.ADD_INDEX, source, StepTitles.recreateIndex(after), there)
            .up(alter(there, clauses.dropIndex(before.name()), clauses.addIndex(after)))
            .down(alter(back, clauses.dropIndex(after.name()), clauses.addIndex(before)))
            .effect(change)
            .needs(context.renamesOf(table, context.mentioned(table, before)))
            .needs(needs(columns))
            .releases(context.releasesOf(table, gone))
            .creates(State.NEW_INDEXES.of(table)));
  }
}
