package dev.underpin.planner.sqlite;

import dev.underpin.dialect.sqlite.SqliteDdl;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterIndex;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.change.Change.TableChange;
import dev.underpin.planner.recipe.Draft;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.Probe;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;

/** Indexes come, go and change in transactions of their own. */
final class IndexRecipe {
  private final Situation situation;
  private final QualifiedName table;

  IndexRecipe(Situation situation, QualifiedName table) {
    this.situation = situation;
    this.table = table;
  }

  /** An index of a table that the plan creates. */
  Draft addToNew(Index index) {
    return added(new AddIndex(table, index), Phase.EXPAND, List.of());
  }

  Draft add(TableGroup group, AddIndex change) {
    Phase phase = change.index().unique() ? Phase.CONTRACT : Phase.EXPAND;
    return added(change, phase, duplicates(group, change.index()));
  }

  private Draft added(AddIndex change, Phase phase, List<Probe> checks) {
    Index index = change.index();
    StepBuilder step =
        begin(change, phase, Ranks.ADD_INDEX, Locks.SCAN)
            .up(SqliteDdl.createIndex(table, index))
            .down(drop(index))
            .effect(new AddIndex(table, index))
            .creates(Keys.name(index.name()), Keys.indexes(table))
            .needs(Keys.name(table.name()), Keys.shape(table));
    checks.forEach(step::check);
    return step.build();
  }

  Draft drop(TableGroup group, DropIndex change) {
    Index index = change.index();
    StepBuilder step =
        begin(change, Phase.CONTRACT, Ranks.DROP_INDEX, Locks.CATALOG)
            .up(drop(index))
            .down(situation.createIndex(table, index))
            .effect(new DropIndex(table, index))
            .destroys(Keys.name(index.name()), Keys.oldIndexes(table))
            .releases(Keys.old(table));
    duplicatesOnTheWayBack(group, index).forEach(step::downCheck);
    return step.build();
  }

  /** One transaction, so that there is never a moment without the index. */
  Draft alter(TableGroup group, AlterIndex change) {
    Index old = change.before();
    Index index = change.after();
    Phase phase = index.unique() ? Phase.CONTRACT : Phase.EXPAND;
    StepBuilder step =
        begin(change, phase, Ranks.ADD_INDEX, Locks.SCAN)
            .up(drop(index), SqliteDdl.createIndex(table, index))
            .down(drop(index), situation.createIndex(table, old))
            .effect(new AlterIndex(table, old, index))
            .needs(Keys.shape(table));
    duplicates(group, index).forEach(step::check);
    duplicatesOnTheWayBack(group, old).forEach(step::downCheck);
    return step.build();
  }

  private StepBuilder begin(TableChange change, Phase phase, int rank, Lock lock) {
    return StepBuilder.step(phase, rank, table, Words.of(change), lock)
        .source(change.target())
        .needs(Keys.renamed(table));
  }

  private static String drop(Index index) {
    return SqliteDdl.drop("index", QualifiedName.of(index.name()));
  }

  private List<Probe> duplicates(TableGroup group, Index index) {
    if (!situation.mayHoldRows(table)) return List.of();
    RebuildValues values = new RebuildValues(situation, group);
    return DataChecks.ofIndex(
        situation,
        DataChecks.Direction.UP,
        values.layoutBefore(),
        values.layoutAfter(),
        values.forward(),
        index);
  }

  private List<Probe> duplicatesOnTheWayBack(TableGroup group, Index index) {
    RebuildValues values = new RebuildValues(situation, group);
    return DataChecks.ofIndex(
        situation,
        DataChecks.Direction.DOWN,
        values.layoutAfter(),
        values.layoutBefore(),
        values.back(),
        index);
  }
}
