package dev.underpin.planner.postgresql.index;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterIndex;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.postgresql.constraint.ForeignKeyDependents;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Indexes of existing tables: built and dropped while others write, replaced without a gap. */
public final class IndexRecipes {
  private final PostgresContext context;
  private final StepSink sink;
  private final DataChecks checks;
  private final Set<ColumnRef> changing = new HashSet<>();

  public IndexRecipes(PostgresContext context, StepSink sink, List<Change> changes) {
    this.context = context;
    this.sink = sink;
    this.checks = new DataChecks(context);
    for (Change change : changes) {
      if (change instanceof Change.AlterColumn c && isMadeAnew(c.before(), c.after())) {
        changing.add(new ColumnRef(c.table(), c.after().name()));
      } else if (change instanceof Change.DropColumn c) {
        changing.add(new ColumnRef(c.table(), c.column().name()));
      } else if (change instanceof Change.RenameColumn c) {
        changing.add(new ColumnRef(c.table(), c.to()));
      }
    }
  }

  private static boolean isMadeAnew(Column before, Column after) {
    return !before.type().equals(after.type())
        || !before.collation().equals(after.collation())
        || !before.generated().equals(after.generated());
  }

  public void add(QualifiedName table, Index index) {
    StepBuilder step =
        step(
                index.unique() ? Phase.CONTRACT : Phase.EXPAND,
                StepRanks.ADD_INDEX,
                table,
                StepTitles.createIndex(index),
                buildLock(table))
            .source(ObjectRef.table(table).index(index.name()))
            .mode(buildMode(table), buildMode(table))
            .up(context.ddl().createIndex(table, index, concurrent(table)))
            .down(context.ddl().dropIndex(table.withName(index.name()), concurrent(table)))
            .effect(new AddIndex(table, index))
            .creates(StepKey.relation(table.withName(index.name())))
            .needs(context.needsOf(table, context.mentioned(table, index)));
    comment(index)
        .ifPresent(
            c ->
                step.up(
                    context.ddl().commentOnIndex(table.withName(index.name()), Optional.of(c))));
    if (index.unique()) step.creates(StepKey.unique(table, index.columns()));
    checks.of(table, index).ifPresent(step::check);
    sink.add(context.weigh(step, table, buildLock(table)));
  }

  public void drop(QualifiedName table, Index index) {
    boolean invalid = index.options().containsKey("invalid");
    Index valid = index.withOptions(Options.with(index.options(), "invalid", Optional.empty()));
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.DROP_INDEX,
                table,
                invalid ? StepTitles.dropInvalidIndex(index) : StepTitles.dropIndex(index),
                dropLock(table))
            .mode(buildMode(table), buildMode(table))
            .up(context.ddl().dropIndex(table.withName(index.name()), concurrent(table)))
            .effect(new DropIndex(table, index))
            .destroys(StepKey.relation(table.withName(index.name())))
            .needs(context.renamesOf(table, context.mentioned(table, index)))
            .releases(context.releasesOf(table, context.mentioned(table, index)));
    if (invalid) {
      step.hazard(Hazards.invalidIndex());
    } else {
      step.down(context.ddl().createIndex(table, valid, concurrent(table)));
      comment(index)
          .ifPresent(
              c ->
                  step.down(
                      context.ddl().commentOnIndex(table.withName(index.name()), Optional.of(c))));
    }
    if (index.unique()) {
      step.destroys(StepKey.unique(table, index.columns()))
          .creates(State.UNIQUE_GONE.of(table, index.name()));
    }
    sink.add(step);
  }

  public void alter(QualifiedName table, Index before, Index after) {
    if (onlyOptions(before, after) && !before.options().containsKey("invalid")) {
      attributes(table, before, after);
    } else if (before.options().containsKey("invalid")
        || touchesChanging(table, before)
        || touchesChanging(table, after)
        || ForeignKeyDependents.standOn(context, table, before)
        || !concurrent(table)) {
      drop(table, before);
      add(table, after);
    } else {
      replace(table, before, after);
    }
  }

  /**
   * The new index is built beside the old one, they trade names in a moment, and the old one goes.
   */
  private void replace(QualifiedName table, Index before, Index after) {
    Index built = after.withName(context.temporary("new", table.toString(), after.name()));
    Index old = before.withName(context.temporary("old", table.toString(), after.name()));
    String name = after.name();
    StepBuilder build =
        step(
                after.unique() ? Phase.CONTRACT : Phase.EXPAND,
                StepRanks.ADD_INDEX,
                table,
                StepTitles.buildNewIndex(after),
                Locks.CONCURRENT_INDEX)
            .source(ObjectRef.table(table).index(name))
            .mode(Mode.ALONE, Mode.ALONE)
            .up(context.ddl().createIndex(table, built, true))
            .down(context.ddl().dropIndex(table.withName(built.name()), true))
            .effect(new AddIndex(table, built))
            .creates(StepKey.relation(table.withName(built.name())))
            .needs(context.needsOf(table, context.mentioned(table, after)));
    comment(after)
        .ifPresent(
            c ->
                build.up(
                    context.ddl().commentOnIndex(table.withName(built.name()), Optional.of(c))));
    checks.of(table, after).ifPresent(build::check);
    sink.add(build);
    StepKey swapped = State.SWAPPED.of(table.withName(name));
    sink.add(
        step(
                Phase.CONTRACT,
                StepRanks.ADD_INDEX,
                table,
                StepTitles.swapIndexes(after),
                Locks.CONCURRENT_DROP)
            .source(ObjectRef.table(table).index(name))
            .up(
                context.ddl().renameIndex(table.withName(name), old.name()),
                context.ddl().renameIndex(table.withName(built.name()), name))
            .down(
                context.ddl().renameIndex(table.withName(name), built.name()),
                context.ddl().renameIndex(table.withName(old.name()), name))
            .effect(new AlterIndex(table, before, old))
            .effect(new AlterIndex(table, built, after))
            .needs(StepKey.relation(table.withName(built.name())))
            .creates(swapped));
    StepBuilder drop =
        step(
                Phase.CONTRACT,
                StepRanks.ADD_INDEX,
                table,
                StepTitles.dropOldIndex(after),
                Locks.CONCURRENT_DROP)
            .source(ObjectRef.table(table).index(name))
            .mode(Mode.ALONE, Mode.ALONE)
            .up(context.ddl().dropIndex(table.withName(old.name()), true))
            .down(context.ddl().createIndex(table, old, true))
            .effect(new DropIndex(table, old))
            .needs(swapped)
            .releases(context.releasesOf(table, context.mentioned(table, before)));
    comment(before)
        .ifPresent(
            c ->
                drop.down(
                    context.ddl().commentOnIndex(table.withName(old.name()), Optional.of(c))));
    sink.add(drop);
  }

  private void attributes(QualifiedName table, Index before, Index after) {
    QualifiedName name = table.withName(after.name());
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    if (!comment(before).equals(comment(after))) {
      up.add(context.ddl().commentOnIndex(name, comment(after)));
      down.add(context.ddl().commentOnIndex(name, comment(before)));
    }
    if (!before.storage().equals(after.storage())) {
      storage(name, before, after, up);
      storage(name, after, before, down);
    }
    sink.add(
        step(
                Phase.EXPAND,
                StepRanks.ATTRIBUTES,
                table,
                StepTitles.changeIndexAttributes(after),
                Locks.COMMENT)
            .source(ObjectRef.table(table).index(after.name()))
            .up(up)
            .down(down)
            .effect(new AlterIndex(table, before, after)));
  }

  private void storage(QualifiedName index, Index from, Index to, List<String> statements) {
    for (String key : from.storage().keySet()) {
      if (!to.storage().containsKey(key))
        statements.add(
            "ALTER INDEX " + context.name(index) + " RESET (" + context.quote(key) + ")");
    }
    to.storage()
        .forEach(
            (key, value) -> {
              if (!value.equals(from.storage().get(key))) {
                statements.add(
                    "ALTER INDEX "
                        + context.name(index)
                        + " SET ("
                        + context.quote(key)
                        + " = "
                        + context.dialect().literal(value)
                        + ")");
              }
            });
  }

  private static boolean onlyOptions(Index before, Index after) {
    java.util.SortedMap<String, String> rest =
        Options.with(
            before.options(), "comment", Optional.ofNullable(after.options().get("comment")));
    return new Index(
            before.name(),
            before.unique(),
            before.method(),
            before.keys(),
            before.include(),
            before.where(),
            before.nullsNotDistinct(),
            after.storage(),
            rest)
        .equals(after);
  }

  private boolean touchesChanging(QualifiedName table, Index index) {
    return context.mentioned(table, index).stream()
        .anyMatch(c -> changing.contains(new ColumnRef(table, c)));
  }

  /** A partitioned table's index cannot be built concurrently. */
  private boolean concurrent(QualifiedName table) {
    return !context
        .renamed()
        .table(table)
        .map(Table::options)
        .orElse(Options.none())
        .containsKey("partition_by");
  }

  private Mode buildMode(QualifiedName table) {
    return concurrent(table) ? Mode.ALONE : Mode.TRANSACTION;
  }

  private Lock buildLock(QualifiedName table) {
    return concurrent(table)
        ? Locks.CONCURRENT_INDEX
        : new Lock("SHARE", Lock.Blocks.WRITES, Lock.Work.SCAN);
  }

  private Lock dropLock(QualifiedName table) {
    return concurrent(table) ? Locks.CONCURRENT_DROP : Locks.EXCLUSIVE;
  }

  private static Optional<String> comment(Index index) {
    return Optional.ofNullable(index.options().get("comment"));
  }
}
