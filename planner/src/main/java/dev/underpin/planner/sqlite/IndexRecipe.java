package dev.underpin.planner.sqlite;

import dev.underpin.dialect.sqlite.SqliteDdl;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterIndex;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.recipe.Draft;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.step.Effect;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;

/** Indexes come, go and change in transactions of their own. */
final class IndexRecipe {
  private final Situation situation;
  private final Table before;
  private final Table after;
  private final QualifiedName table;

  private IndexRecipe(Situation situation, Table before, Table after) {
    this.situation = situation;
    this.before = before;
    this.after = after;
    this.table = after.name();
  }

  static Draft add(Situation situation, TableGroup group, AddIndex change) {
    return new IndexRecipe(situation, group.before(), group.after())
        .add(change, situation.mayHoldRows(group.name()));
  }

  /** An index of a table that the plan creates. */
  static Draft addToNew(Situation situation, Table table, Index index) {
    return new IndexRecipe(situation, table, table).add(new AddIndex(table.name(), index), false);
  }

  static Draft drop(Situation situation, TableGroup group, DropIndex change) {
    return new IndexRecipe(situation, group.before(), group.after()).drop(change);
  }

  /** One transaction, so that there is never a moment without the index. */
  static Draft alter(Situation situation, TableGroup group, AlterIndex change) {
    return new IndexRecipe(situation, group.before(), group.after()).alter(change);
  }

  private Draft add(AddIndex change, boolean mayHoldRows) {
    Index index = change.index();
    StepBuilder step =
        StepBuilder.step(
                index.unique() && mayHoldRows ? Phase.CONTRACT : Phase.EXPAND,
                Ranks.ADD_INDEX,
                table,
                Words.of(change),
                Locks.SCAN)
            .path(Words.path(change))
            .up(SqliteDdl.createIndex(table, index))
            .down(SqliteDdl.drop("index", QualifiedName.of(index.name())))
            .effect(new Effect.IndexEffect(table, Optional.empty(), Optional.of(index)))
            .creates(Keys.name(index.name()))
            .needs(Keys.name(table.name()), Keys.renamed(table), Keys.shape(table));
    // Rows of columns that are yet to come cannot be asked; CREATE UNIQUE INDEX will.
    boolean askable = index.columns().stream().allMatch(c -> before.column(c).isPresent());
    if (mayHoldRows && askable) {
      checks(DataChecks.Direction.UP, before, index).forEach(step::check);
    }
    return step.build();
  }

  private Draft drop(DropIndex change) {
    Index index = change.index();
    StepBuilder step =
        StepBuilder.step(Phase.CONTRACT, Ranks.DROP_INDEX, table, Words.of(change), Locks.CATALOG)
            .path(Words.path(change))
            .up(SqliteDdl.drop("index", QualifiedName.of(index.name())))
            .down(SqliteDdl.createIndex(table, index))
            .effect(new Effect.IndexEffect(table, Optional.of(index), Optional.empty()))
            .destroys(Keys.name(index.name()))
            .needs(Keys.renamed(table))
            .releases(Keys.old(table));
    boolean askable = index.columns().stream().allMatch(c -> after.column(c).isPresent());
    if (askable) checks(DataChecks.Direction.DOWN, after, index).forEach(step::downCheck);
    return step.build();
  }

  private Draft alter(AlterIndex change) {
    Index old = change.before();
    Index index = change.after();
    String drop = SqliteDdl.drop("index", QualifiedName.of(index.name()));
    StepBuilder step =
        StepBuilder.step(
                index.unique() ? Phase.CONTRACT : Phase.EXPAND,
                Ranks.ADD_INDEX,
                table,
                Words.of(change),
                Locks.SCAN)
            .path(Words.path(change))
            .up(drop, SqliteDdl.createIndex(table, index))
            .down(drop, SqliteDdl.createIndex(table, old))
            .effect(new Effect.IndexEffect(table, Optional.of(old), Optional.of(index)))
            .needs(Keys.renamed(table), Keys.shape(table));
    boolean askable = index.columns().stream().allMatch(c -> before.column(c).isPresent());
    if (situation.mayHoldRows(table) && askable)
      checks(DataChecks.Direction.UP, before, index).forEach(step::check);
    if (old.columns().stream().allMatch(c -> after.column(c).isPresent()))
      checks(DataChecks.Direction.DOWN, after, old).forEach(step::downCheck);
    return step.build();
  }

  private List<dev.underpin.schema.catalog.Probe> checks(
      DataChecks.Direction direction, Table asked, Index index) {
    return DataChecks.ofIndex(
        situation, direction, new Layout(asked, List.of(), Optional.empty()), index);
  }
}
