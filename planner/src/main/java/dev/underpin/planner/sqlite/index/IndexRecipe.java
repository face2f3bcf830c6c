package dev.underpin.planner.sqlite.index;

import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.sqlite.kit.ChangeSteps;
import dev.underpin.planner.sqlite.kit.DataChecks;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.RebuildValues;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;

/** Adds, drops and changes indexes, each in a transaction of its own. */
public final class IndexRecipe {
  private final SqliteContext context;

  public IndexRecipe(SqliteContext context) {
    this.context = context;
  }

  /** Add an index to a table that the plan creates. */
  public StepBuilder addToNew(QualifiedName table, Index index) {
    return add(new Change.AddIndex(table, index), Phase.EXPAND);
  }

  public StepBuilder add(TableChanges group, Change.AddIndex change) {
    StepBuilder step = add(change, phase(change.index()));
    check(step, group, change.index());
    return step;
  }

  private StepBuilder add(Change.AddIndex change, Phase phase) {
    QualifiedName table = change.table();
    Index index = change.index();
    return ChangeSteps.step(context, change, phase, StepRanks.ADD_INDEX, Locks.SCAN)
        .up(SqliteDdl.createIndex(table, index))
        .down(drop(index))
        .creates(StepKeys.name(index.name()), StepKeys.indexes(table))
        .needs(StepKeys.name(table.name()), StepKeys.after(table), StepKeys.renamed(table));
  }

  public StepBuilder drop(TableChanges group, Change.DropIndex change) {
    QualifiedName table = change.table();
    Index index = change.index();
    StepBuilder step =
        ChangeSteps.step(context, change, Phase.CONTRACT, StepRanks.DROP_INDEX, Locks.CATALOG)
            .up(drop(index))
            .down(context.createIndex(table, index))
            .needs(StepKeys.renamed(table))
            .destroys(StepKeys.name(index.name()), StepKeys.oldIndexes(table))
            .releases(StepKeys.before(table));
    // Another index takes over what the children look for; both ways it is there first.
    if (group.isParentKey(index)) step.needs(StepKeys.indexes(table));
    checkRollback(step, group, index);
    return step;
  }

  /** One transaction, so that there is never a moment without the index. */
  public StepBuilder alter(TableChanges group, Change.AlterIndex change) {
    QualifiedName table = change.table();
    Index old = change.before();
    Index index = change.after();
    StepBuilder step =
        ChangeSteps.step(context, change, phase(index), StepRanks.ADD_INDEX, Locks.SCAN)
            .up(drop(index), SqliteDdl.createIndex(table, index))
            .down(drop(index), context.createIndex(table, old))
            .needs(StepKeys.renamed(table), StepKeys.after(table));
    check(step, group, index);
    checkRollback(step, group, old);
    return step;
  }

  private static Phase phase(Index index) {
    return index.unique() ? Phase.CONTRACT : Phase.EXPAND;
  }

  private static String drop(Index index) {
    return SqliteDdl.drop("index", QualifiedName.of(index.name()));
  }

  private void check(StepBuilder step, TableChanges group, Index index) {
    if (context.isEmpty(group.name())) return;
    DataChecks.ofIndex(new RebuildValues(context, group).forward(), index).forEach(step::check);
  }

  private void checkRollback(StepBuilder step, TableChanges group, Index index) {
    DataChecks.ofIndex(new RebuildValues(context, group).back(), index).forEach(step::downCheck);
  }
}
