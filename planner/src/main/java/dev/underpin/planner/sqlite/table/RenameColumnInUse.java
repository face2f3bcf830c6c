package dev.underpin.planner.sqlite.table;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.InUseRefusals;
import dev.underpin.planner.recipe.SecondColumnTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.sqlite.kit.DefaultValues;
import dev.underpin.planner.sqlite.kit.InvalidObjects;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.SecondColumn;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a column another name while applications that know only one of the names run. For a while
 * the table has a second column of the new name, and triggers give each of the two what is written
 * to the other. In the end the second one is dropped and the first one gets its name, in one
 * transaction.
 *
 * <p>A new row is written first and made equal after that, so a row in which only the new column
 * has a value must be valid before: what could make it invalid is refused.
 */
public final class RenameColumnInUse implements Runnable {
  private final SqliteContext context;
  private final StepSink sink;
  private final Change.RenameColumn change;
  private final List<Change> others;
  private final QualifiedName table;
  private final String from;
  private final String to;
  private int link;

  /**
   * The rename, and nothing yet.
   *
   * @param changes all changes of the plan
   */
  public RenameColumnInUse(
      SqliteContext context, StepSink sink, Change.RenameColumn change, List<Change> changes) {
    this.context = context;
    this.sink = sink;
    this.change = change;
    this.others = changes.stream().filter(c -> !c.equals(change)).toList();
    this.table = change.table();
    this.from = change.from();
    this.to = change.to();
  }

  @Override
  public void run() {
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      sink.refuse(InUseRefusals.rename(change, obstacle.get()));
      return;
    }
    SecondColumn second = new SecondColumn(context, table(), column(), to);
    sink.note(table + "." + to, SecondColumnTitles.deploy(from));
    add(
        step(
                Phase.EXPAND,
                StepRanks.CHANGE_TABLE,
                SecondColumnTitles.addName(from, to),
                Locks.CATALOG)
            .up(second.addColumn())
            .up(second.createTriggers())
            .down(second.drop())
            .effect(second.added()));
    add(
        step(Phase.BACKFILL, StepRanks.CHANGE_TABLE, StepTitles.backfill(to), Locks.REWRITE)
            .up(second.fill()));
    second.indexes().forEach(this::build);
    rename(second);
  }

  private void build(Index twin) {
    add(
        step(
                Phase.BACKFILL,
                StepRanks.ADD_INDEX,
                SecondColumnTitles.buildFor(twin.name(), to),
                Locks.SCAN)
            .up(SqliteDdl.createIndex(table, twin))
            .down(drop(twin))
            .effect(new Change.AddIndex(table, twin)));
  }

  private void rename(SecondColumn second) {
    InvalidObjects broken = context.broken(table);
    StepBuilder whole =
        ordered(
            broken.released(
                step(
                    Phase.CONTRACT,
                    StepRanks.RENAME_COLUMN,
                    StepTitles.renameColumn(from, to),
                    Locks.REWRITE)));
    List<Index> twins = second.indexes();
    for (Index twin : twins) whole.up(drop(twin)).effect(new Change.DropIndex(table, twin));
    List<String> drop = new ArrayList<>(second.drop());
    drop.add(SqliteAlter.renameColumn(table, from, to));
    whole.up(broken.around(drop));
    whole
        .down(broken.around(SqliteAlter.renameColumn(table, to, from)))
        .down(second.addColumn())
        .down(second.fill())
        .down(second.createTriggers());
    for (Index twin : twins) whole.down(SqliteDdl.createIndex(table, twin));
    sink.add(
        whole
            .effect(second.dropped())
            .effect(change)
            .hazard(Hazards.renamed(from))
            .needs(StepKeys.tableRenamed(table))
            .destroys(StepKeys.column(table, from), StepKeys.oldColumns(table))
            .creates(StepKeys.column(table, to), StepKeys.renamed(table)));
  }

  private static String drop(Index index) {
    return SqliteDdl.drop("index", QualifiedName.of(index.name()));
  }

  private StepBuilder step(Phase phase, int rank, String title, Lock lock) {
    return StepBuilder.step(phase, rank, table, title, lock).source(change.target());
  }

  private void add(StepBuilder step) {
    sink.add(ordered(step));
  }

  /** One step after the other. */
  private StepBuilder ordered(StepBuilder step) {
    if (link > 0) step.needs(StepKey.link(table, to, link));
    return step.creates(StepKey.link(table, to, ++link));
  }

  private Table table() {
    return context.catalog().schema().table(table).orElseThrow();
  }

  private Column column() {
    return table().column(from).orElseThrow();
  }

  // --- why not

  private Optional<String> obstacle() {
    if (!context.live(table).equals(table))
      return Optional.of("the table is renamed in the same plan");
    if (Identifiers.isSame(from, to))
      return Optional.of("the two names are one in SQLite, which ignores case");
    for (Change other : others) {
      if (other instanceof Change.TableChange within
          && SqliteContext.same(within.table(), table)
          && !(other instanceof Change.RenameColumn))
        return Optional.of("the table changes in another way too; rename the column first");
    }
    for (SchemaObject object : context.catalog().schema().objects().values()) {
      if (SqliteContext.isTriggerOn(object, table))
        return Optional.of("trigger " + object.name() + " would run for each value copied");
    }
    return ofColumn().or(this::ofTable);
  }

  private Optional<String> ofColumn() {
    Column column = column();
    if (column.generated().isPresent()) return Optional.of("the column is generated");
    if (column.identity().isPresent()
        || table().primaryKey().filter(k -> k.columns().contains(from)).isPresent())
      return Optional.of("the column is in the primary key");
    if (!column.nullable() && !DefaultValues.hasValue(column))
      return Optional.of(
          "it is NOT NULL without a default, so SQLite would refuse a row of the new application"
              + " before a trigger fills it; give it a default first");
    if (column.options().containsKey(SqliteOptions.ON_CONFLICT))
      return Optional.of("its NOT NULL has ON CONFLICT");
    return Optional.empty();
  }

  private Optional<String> ofTable() {
    Table live = table();
    SecondColumn second = new SecondColumn(context, live, column(), to);
    if (SqliteOptions.isSet(live.options(), SqliteOptions.WITHOUT_ROWID)
        || second.rowid().isEmpty())
      return Optional.of("the rows of the table have no rowid that a trigger can use");
    for (CheckConstraint check : live.constraintsOf(CheckConstraint.class)) {
      if (context.mentions(live, check.expression()).contains(from))
        return Optional.of("a check is on it, and would see a new row before a trigger fills it");
    }
    boolean value = DefaultValues.hasValue(column());
    for (UniqueConstraint unique : live.constraintsOf(UniqueConstraint.class)) {
      if (!unique.columns().contains(from)) continue;
      if (value || !unique.options().isEmpty()) return unique();
    }
    for (Index index : live.indexes()) {
      if (value && index.unique() && second.isOf(index)) return unique();
    }
    return Optional.empty();
  }

  private static Optional<String> unique() {
    return Optional.of(
        "it is unique and has a default, which a row of the new application would hold for a moment");
  }
}
