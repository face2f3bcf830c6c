package dev.underpin.planner.postgresql.column;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.ConstraintSteps;
import dev.underpin.planner.postgresql.kit.ConstraintTraits;
import dev.underpin.planner.postgresql.kit.InUse;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.SecondColumn;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.InUseRefusals;
import dev.underpin.planner.recipe.SecondColumnTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a column another name while applications that know only one of the names run. For a while
 * the table has a second column of the new name, and a trigger gives each of the two what is
 * written to the other. The first column keeps all that belongs to it; in the end the second one is
 * dropped and the first one gets its name, in one short transaction.
 */
public final class RenameColumnInUse implements Runnable {
  private final PostgresContext context;
  private final StepSink sink;
  private final Change.RenameColumn change;
  private final QualifiedName table;
  private final String from;
  private final String to;
  private final SecondColumn second;
  private int link;

  public RenameColumnInUse(PostgresContext context, StepSink sink, Change.RenameColumn change) {
    this.context = context;
    this.sink = sink;
    this.change = change;
    this.table = change.table();
    this.from = change.from();
    this.to = change.to();
    this.second = new SecondColumn(context, table, from, to);
  }

  @Override
  public void run() {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      sink.refuse(InUseRefusals.rename(change, obstacle.get()));
      return;
    }
    sink.note(table + "." + to, SecondColumnTitles.deploy(from));
    Column column = table().column(from).orElseThrow();
    add(
        step(Phase.EXPAND, StepRanks.ADD_COLUMN, SecondColumnTitles.addName(from, to))
            .up(second.add(column))
            .down(second.drop())
            .effect(second.added(column))
            .needs(context.typesOf(List.of(column))));
    add(
        StepBuilder.step(
                Phase.BACKFILL, StepRanks.BACKFILL, table, StepTitles.backfill(to), Locks.ROWS)
            .mode(Mode.BATCHES, Mode.TRANSACTION)
            .batch(context.batch(table))
            .up(second.fill(column)));
    List<Index> twins = twins();
    twins.forEach(this::build);
    rename(column, twins);
  }

  private Table table() {
    return context.catalog().schema().table(table).orElseThrow();
  }

  private static StepBuilder step(Phase phase, int rank, QualifiedName table, String title) {
    return StepBuilder.step(phase, rank, table, title, Locks.EXCLUSIVE);
  }

  private StepBuilder step(Phase phase, int rank, String title) {
    return step(phase, rank, table, title);
  }

  private void add(StepBuilder step) {
    if (link > 0) step.needs(StepKey.link(table, to, link));
    sink.add(
        step.source(ObjectRef.table(table).column(to)).creates(StepKey.link(table, to, ++link)));
  }

  /** New code reads by these, and its upserts need the unique ones. */
  private List<Index> twins() {
    List<Index> twins = new ArrayList<>();
    for (Index index : table().indexes()) {
      if (index.columns().contains(from) || context.inExpression(index, from))
        twins.add(second.twin(index));
    }
    for (Constraint key : table().constraints()) {
      if (ConstraintTraits.isImmediateKey(key) && key.columns().contains(from))
        twins.add(second.twin(ConstraintSteps.indexUnder(key)));
    }
    return twins;
  }

  private void build(Index twin) {
    add(
        StepBuilder.step(
                Phase.BACKFILL,
                StepRanks.ADD_INDEX,
                table,
                SecondColumnTitles.buildFor(twin.name(), to),
                Locks.CONCURRENT_INDEX)
            .mode(Mode.ALONE, Mode.ALONE)
            .up(context.createIndex(table, twin, true))
            .down(context.ddl().dropIndex(table.withName(twin.name()), true))
            .effect(new Change.AddIndex(table, twin))
            .creates(StepKey.relation(table.withName(twin.name()))));
  }

  private void rename(Column column, List<Index> twins) {
    StepBuilder step =
        step(Phase.CONTRACT, StepRanks.RENAME_COLUMN, StepTitles.renameColumn(from, to))
            .hazard(Hazards.renamed(from))
            .hazard(Hazards.rollbackCopies(from, to))
            .up(second.drop())
            .up(context.ddl().renameColumn(table, from, to))
            .down(context.ddl().renameColumn(table, to, from))
            .down(second.addFilled(column));
    for (Index twin : twins) {
      step.down(context.createIndex(table, twin, false)).effect(new Change.DropIndex(table, twin));
    }
    add(
        step.effect(second.dropped(column))
            .effect(change)
            .creates(StepKey.column(table, to))
            .destroys(StepKey.column(table, from))
            .together(StepKey.State.RENAMED.of(table, to)));
  }

  // --- why not

  private Optional<String> obstacle() {
    if (!context.live(table).equals(table))
      return Optional.of("the table is renamed in the same plan");
    Table live = table();
    if (live.column(from).filter(c -> c.generated().isPresent()).isPresent())
      return Optional.of("the column is generated");
    return new InUse(
            context, table, live.column(from).orElseThrow(), live.column(from).orElseThrow())
        .obstacleOfTable();
  }
}
