package dev.underpin.planner.postgresql.index;

import static dev.underpin.planner.recipe.StepBuilder.contract;
import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;

/**
 * Replaces an index without a gap: the new index is built beside the old one, they swap their names
 * in a moment, and the old one is dropped.
 */
public record ReplaceIndex(PostgresContext context, StepSink sink, Change.AlterIndex change)
    implements Runnable {
  @Override
  public void run() {
    PostgresDdl ddl = context.ddl();
    QualifiedName table = change.table();
    Index before = change.before();
    Index after = change.after();
    String name = after.name();
    ObjectRef source = ObjectRef.table(table).index(name);
    Index built = after.withName(context.temporary("new", table.toString(), name));
    Index old = before.withName(context.temporary("old", table.toString(), name));
    Phase phase = after.unique() ? Phase.CONTRACT : Phase.EXPAND;
    StepKey isBuilt = StepKey.relation(table.withName(built.name()));
    StepKey isSwapped = State.SWAPPED.of(table.withName(name));
    sink.add(
        step(
                phase,
                StepRanks.ADD_INDEX,
                table,
                StepTitles.buildNewIndex(after),
                Locks.CONCURRENT_INDEX)
            .source(source)
            .mode(Mode.ALONE, Mode.ALONE)
            .up(context.createIndex(table, built, true))
            .down(ddl.dropIndex(table.withName(built.name()), true))
            .effect(new Change.AddIndex(table, built))
            .creates(isBuilt)
            .needs(context.needsOf(table, context.mentioned(table, after)))
            .check(new DataChecks(context).of(table, after)));
    sink.add(
        contract(StepRanks.ADD_INDEX, table, StepTitles.swapIndexes(after), Locks.CONCURRENT_DROP)
            .source(source)
            .up(
                ddl.renameIndex(table.withName(name), old.name()),
                ddl.renameIndex(table.withName(built.name()), name))
            .down(
                ddl.renameIndex(table.withName(name), built.name()),
                ddl.renameIndex(table.withName(old.name()), name))
            .effect(new Change.AlterIndex(table, before, old))
            .effect(new Change.AlterIndex(table, built, after))
            .needs(isBuilt)
            .destroys(State.BEFORE.of(table.withName(name)))
            .creates(isSwapped));
    sink.add(
        contract(StepRanks.ADD_INDEX, table, StepTitles.dropOldIndex(after), Locks.CONCURRENT_DROP)
            .source(source)
            .mode(Mode.ALONE, Mode.ALONE)
            .up(ddl.dropIndex(table.withName(old.name()), true))
            .down(context.createIndex(table, old, true))
            .effect(new Change.DropIndex(table, old))
            .needs(isSwapped)
            .releases(context.releasesOf(table, context.mentioned(table, before))));
  }
}
