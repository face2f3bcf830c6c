package dev.underpin.planner.mysql.index;

import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterIndex;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.ExpressionKeys;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
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
  private final MysqlContext context;
  private final StepSink sink;

  public IndexRecipes(MysqlContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
  }

  public void add(QualifiedName table, Index index) {
    AlterMethod way = context.way(adding(table, index), table);
    sink.add(
        context
            .changing(Phase.EXPAND, StepRanks.ADD_INDEX, table, StepTitles.createIndex(index), way)
            .source(ObjectRef.table(table).index(index.name()))
            .up(context.alter(table, way, context.alter().addIndex(index)))
            .down(
                context.alter(
                    table,
                    context.way(Operation.DROP_KEY, table),
                    context.alter().dropIndex(index.name())))
            .effect(new AddIndex(table, index))
            .creates(StepKey.index(table, index.name()), State.NEW_INDEXES.of(table))
            .needs(context.needsOf(table, context.mentioned(table, index))));
  }

  public void drop(QualifiedName table, Index index) {
    AlterMethod way = context.way(Operation.DROP_KEY, table);
    StepBuilder step =
        context
            .changing(Phase.CONTRACT, StepRanks.DROP_INDEX, table, StepTitles.dropIndex(index), way)
            .source(ObjectRef.table(table).index(index.name()))
            .up(context.alter(table, way, context.alter().dropIndex(index.name())))
            .down(
                context.alter(
                    table,
                    context.way(adding(table, index), table),
                    context.alter().addIndex(index)))
            .effect(new DropIndex(table, index))
            .destroys(StepKey.index(table, index.name()), State.OLD_INDEXES.of(table))
            .needs(context.renamesOf(table, context.mentioned(table, index)))
            .releases(context.releasesOf(table, context.mentioned(table, index)));
    boolean returns = context.target(table).indexes().contains(index);
    if (!returns && context.supports(table, index.keys())) step.needs(State.NEW_INDEXES.of(table));
    sink.add(step);
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
    } else if (isOnChanging(table, before) && !context.supports(table, before.keys())) {
      // The server may change a part of a column in an index by itself, where the column changes.
      drop(table, before);
      add(table, after);
    } else {
      replace(table, before, after);
    }
  }

  private boolean isOnChanging(QualifiedName table, Index index) {
    return context.changes().stream()
        .anyMatch(
            c ->
                c instanceof Change.AlterColumn a
                    && a.table().equals(table)
                    && !a.before().type().equals(a.after().type())
                    && index.columns().contains(a.after().name()));
  }

  private void show(QualifiedName table, Index before, Index after, boolean visible) {
    AlterMethod way = context.way(Operation.SHOW_KEY, table);
    sink.add(
        context
            .changing(
                Phase.EXPAND,
                StepRanks.ADD_INDEX,
                table,
                StepTitles.indexVisibility(after, visible),
                way)
            .source(ObjectRef.table(table).index(after.name()))
            .up(context.alter(table, way, context.alter().showIndex(after.name(), visible)))
            .down(context.alter(table, way, context.alter().showIndex(after.name(), !visible)))
            .effect(new AlterIndex(table, before, after))
            .needs(context.needsOf(table, context.mentioned(table, after))));
  }

  /** Both in one statement: no moment without the one or the other. */
  private void replace(QualifiedName table, Index before, Index after) {
    boolean both = ExpressionKeys.isOne(before) && ExpressionKeys.isOne(after);
    AlterMethod way =
        context.way(both ? Operation.REPLACE_EXPRESSION_KEY : adding(table, after), table);
    AlterMethod back =
        context.way(both ? Operation.REPLACE_EXPRESSION_KEY : adding(table, before), table);
    List<String> gone = new ArrayList<>(context.mentioned(table, before));
    gone.removeAll(context.mentioned(table, after));
    sink.add(
        context
            .changing(
                Phase.CONTRACT, StepRanks.ADD_INDEX, table, StepTitles.recreateIndex(after), way)
            .source(ObjectRef.table(table).index(after.name()))
            .up(
                context.alter(
                    table,
                    way,
                    context.alter().dropIndex(before.name()),
                    context.alter().addIndex(after)))
            .down(
                context.alter(
                    table,
                    back,
                    context.alter().dropIndex(after.name()),
                    context.alter().addIndex(before)))
            .effect(new AlterIndex(table, before, after))
            .needs(context.renamesOf(table, context.mentioned(table, before)))
            .needs(context.needsOf(table, context.mentioned(table, after)))
            .releases(context.releasesOf(table, gone))
            .creates(State.NEW_INDEXES.of(table)));
  }

  private Operation adding(QualifiedName table, Index index) {
    return switch (index.method()) {
      case IndexOptions.FULLTEXT -> Operation.ADD_FULLTEXT_KEY;
      case IndexOptions.SPATIAL -> Operation.ADD_SPATIAL_KEY;
      default ->
          ExpressionKeys.isOne(index)
              ? ExpressionKeys.adding(context, table, index)
              : Operation.ADD_KEY;
    };
  }
}
