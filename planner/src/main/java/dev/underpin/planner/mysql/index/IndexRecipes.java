package dev.underpin.planner.mysql.index;

import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterIndex;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.ExpressionKeys;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.Work;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Indexes of tables that exist: built while others write, replaced without a gap. */
public final class IndexRecipes {
  private final Work work;

  public IndexRecipes(Work work) {
    this.work = work;
  }

  public void add(QualifiedName table, Index index) {
    AlterMethod way = work.way(adding(table, index), table);
    work.add(
        work.changing(Phase.EXPAND, StepRanks.ADD_INDEX, table, StepTitles.createIndex(index), way)
            .source(ObjectRef.table(table).index(index.name()))
            .up(work.alter(table, way, work.alter.addIndex(index)))
            .down(
                work.alter(
                    table, work.way(Operation.DROP_KEY, table), work.alter.dropIndex(index.name())))
            .effect(new AddIndex(table, index))
            .creates(StepKey.index(table, index.name()), State.NEW_INDEXES.of(table))
            .needs(work.needsOf(table, work.mentioned(table, index))));
  }

  public void drop(QualifiedName table, Index index) {
    AlterMethod way = work.way(Operation.DROP_KEY, table);
    StepBuilder step =
        work.changing(Phase.CONTRACT, StepRanks.DROP_INDEX, table, StepTitles.dropIndex(index), way)
            .source(ObjectRef.table(table).index(index.name()))
            .up(work.alter(table, way, work.alter.dropIndex(index.name())))
            .down(
                work.alter(
                    table, work.way(adding(table, index), table), work.alter.addIndex(index)))
            .effect(new DropIndex(table, index))
            .destroys(StepKey.index(table, index.name()), State.OLD_INDEXES.of(table))
            .needs(work.renamesOf(table, work.mentioned(table, index)))
            .releases(work.releasesOf(table, work.mentioned(table, index)));
    boolean returns = work.target(table).indexes().contains(index);
    if (!returns && work.supports(table, index.keys())) step.needs(State.NEW_INDEXES.of(table));
    work.add(step);
  }

  public void alter(QualifiedName table, Index before, Index after) {
    boolean visible = !after.options().containsKey(IndexOptions.INVISIBLE);
    Index shown =
        before.withOptions(
            Options.with(
                before.options(),
                IndexOptions.INVISIBLE,
                visible ? Optional.empty() : Optional.of("true")));
    if (shown.equals(after)) {
      show(table, before, after, visible);
    } else if (isOnChanging(table, before) && !work.supports(table, before.keys())) {
      // The server may change a part of a column in an index by itself, where the column changes.
      drop(table, before);
      add(table, after);
    } else {
      replace(table, before, after);
    }
  }

  private boolean isOnChanging(QualifiedName table, Index index) {
    return work.changes.stream()
        .anyMatch(
            c ->
                c instanceof Change.AlterColumn a
                    && a.table().equals(table)
                    && !a.before().type().equals(a.after().type())
                    && index.columns().contains(a.after().name()));
  }

  private void show(QualifiedName table, Index before, Index after, boolean visible) {
    AlterMethod way = work.way(Operation.SHOW_KEY, table);
    work.add(
        work.changing(
                Phase.EXPAND,
                StepRanks.ADD_INDEX,
                table,
                StepTitles.indexVisibility(after, visible),
                way)
            .source(ObjectRef.table(table).index(after.name()))
            .up(work.alter(table, way, work.alter.showIndex(after.name(), visible)))
            .down(work.alter(table, way, work.alter.showIndex(after.name(), !visible)))
            .effect(new AlterIndex(table, before, after))
            .needs(work.needsOf(table, work.mentioned(table, after))));
  }

  /** Both in one statement: no moment without the one or the other. */
  private void replace(QualifiedName table, Index before, Index after) {
    boolean both = ExpressionKeys.isOne(before) && ExpressionKeys.isOne(after);
    AlterMethod way =
        work.way(both ? Operation.REPLACE_EXPRESSION_KEY : adding(table, after), table);
    AlterMethod back =
        work.way(both ? Operation.REPLACE_EXPRESSION_KEY : adding(table, before), table);
    List<String> gone = new ArrayList<>(work.mentioned(table, before));
    gone.removeAll(work.mentioned(table, after));
    work.add(
        work.changing(
                Phase.CONTRACT, StepRanks.ADD_INDEX, table, StepTitles.recreateIndex(after), way)
            .source(ObjectRef.table(table).index(after.name()))
            .up(
                work.alter(
                    table, way, work.alter.dropIndex(before.name()), work.alter.addIndex(after)))
            .down(
                work.alter(
                    table, back, work.alter.dropIndex(after.name()), work.alter.addIndex(before)))
            .effect(new AlterIndex(table, before, after))
            .needs(work.renamesOf(table, work.mentioned(table, before)))
            .needs(work.needsOf(table, work.mentioned(table, after)))
            .releases(work.releasesOf(table, gone))
            .creates(State.NEW_INDEXES.of(table)));
  }

  private Operation adding(QualifiedName table, Index index) {
    return switch (index.method()) {
      case IndexOptions.FULLTEXT -> Operation.ADD_FULLTEXT_KEY;
      case IndexOptions.SPATIAL -> Operation.ADD_SPATIAL_KEY;
      default ->
          ExpressionKeys.isOne(index)
              ? ExpressionKeys.adding(work, table, index)
              : Operation.ADD_KEY;
    };
  }
}
