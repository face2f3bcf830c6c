package dev.underpin.planner.sqlite.alter;

import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterIndex;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.change.Change.TableChange;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.sqlite.kit.ChangeTitles;
import dev.underpin.planner.sqlite.kit.DataChecks;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.Situation;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.sqlite.rebuild.RebuildValues;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;

/** Indexes come, go and change in transactions of their own. */
public final class IndexRecipe {
  private final Situation situation;
  private final QualifiedName table;

  public IndexRecipe(Situation situation, QualifiedName table) {
    this.situation = situation;
    this.table = table;
  }

  /** An index of a table that the plan creates. */
  UnorderedStep addToNew(Index index) {
    return added(new AddIndex(table, index), Phase.EXPAND, List.of());
  }

  public UnorderedStep add(TableChanges group, AddIndex change) {
    Phase phase = change.index().unique() ? Phase.CONTRACT : Phase.EXPAND;
    return added(change, phase, duplicates(group, change.index()));
  }

  private UnorderedStep added(AddIndex change, Phase phase, List<DataCheck> checks) {
    Index index = change.index();
    StepBuilder step =
        begin(change, phase, StepRanks.ADD_INDEX, Locks.SCAN)
            .up(SqliteDdl.createIndex(table, index))
            .down(drop(index))
            .effect(new AddIndex(table, index))
            .creates(StepKeys.name(index.name()), StepKeys.indexes(table))
            .needs(StepKeys.name(table.name()), StepKeys.shape(table));
    checks.forEach(step::check);
    return step.build();
  }

  public UnorderedStep drop(TableChanges group, DropIndex change) {
    Index index = change.index();
    StepBuilder step =
        begin(change, Phase.CONTRACT, StepRanks.DROP_INDEX, Locks.CATALOG)
            .up(drop(index))
            .down(situation.createIndex(table, index))
            .effect(new DropIndex(table, index))
            .destroys(StepKeys.name(index.name()), StepKeys.oldIndexes(table))
            .releases(StepKeys.old(table));
    duplicatesOnTheWayBack(group, index).forEach(step::downCheck);
    return step.build();
  }

  /** One transaction, so that there is never a moment without the index. */
  public UnorderedStep alter(TableChanges group, AlterIndex change) {
    Index old = change.before();
    Index index = change.after();
    Phase phase = index.unique() ? Phase.CONTRACT : Phase.EXPAND;
    StepBuilder step =
        begin(change, phase, StepRanks.ADD_INDEX, Locks.SCAN)
            .up(drop(index), SqliteDdl.createIndex(table, index))
            .down(drop(index), situation.createIndex(table, old))
            .effect(new AlterIndex(table, old, index))
            .needs(StepKeys.shape(table));
    duplicates(group, index).forEach(step::check);
    duplicatesOnTheWayBack(group, old).forEach(step::downCheck);
    return step.build();
  }

  private StepBuilder begin(TableChange change, Phase phase, int rank, Lock lock) {
    return StepBuilder.step(phase, rank, table, ChangeTitles.of(situation, change), lock)
        .source(change.target())
        .needs(StepKeys.renamed(table));
  }

  private static String drop(Index index) {
    return SqliteDdl.drop("index", QualifiedName.of(index.name()));
  }

  private List<DataCheck> duplicates(TableChanges group, Index index) {
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

  private List<DataCheck> duplicatesOnTheWayBack(TableChanges group, Index index) {
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
