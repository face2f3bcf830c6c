package dev.underpin.planner.sqlite.alter;

import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.planner.change.Change.CreateTable;
import dev.underpin.planner.change.Change.DropTable;
import dev.underpin.planner.change.Change.RenameColumn;
import dev.underpin.planner.change.Change.RenameTable;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.sqlite.kit.ChangeTitles;
import dev.underpin.planner.sqlite.kit.InvalidObjects;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.planner.sqlite.kit.Situation;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.sqlite.kit.TableCycles;
import dev.underpin.planner.sqlite.rebuild.ParentKeys;
import dev.underpin.planner.sqlite.rebuild.RebuildGuard;
import dev.underpin.planner.sqlite.rebuild.RebuildRecipe;
import dev.underpin.planner.sqlite.rebuild.TableCopy;
import dev.underpin.planner.sqlite.rebuild.ValueBackup;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables come, go and are renamed. */
public final class TableRecipe {
  private final Situation situation;
  private final StepSink sink;

  public TableRecipe(Situation situation, StepSink sink) {
    this.situation = situation;
    this.sink = sink;
  }

  public void rename(RenameTable change) {
    String from = change.from().name();
    String to = change.table().name();
    InvalidObjects broken = situation.broken();
    broken
        .naming(change.from())
        .ifPresent(o -> sink.refuse(Refusals.invalidObject(change.target(), o, change.from())));
    sink.add(
        broken
            .released(
                StepBuilder.step(
                    Phase.CONTRACT,
                    StepRanks.RENAME_TABLE,
                    change.table(),
                    ChangeTitles.of(situation, change),
                    Locks.CATALOG))
            .source(change.target())
            .up(broken.around(renamed(from, to)))
            .down(broken.around(renamed(to, from)))
            .effect(new RenameTable(change.from(), change.table()))
            .hazard(Hazards.renamed(change.from().toString()))
            .destroys(StepKeys.name(from))
            .creates(
                StepKeys.name(to),
                StepKeys.tableRenamed(change.table()),
                StepKeys.renamed(change.table()))
            .build());
  }

  /** SQLite takes two names that differ in case for the same, and so for taken. */
  private List<String> renamed(String from, String to) {
    if (!from.equalsIgnoreCase(to)) return List.of(SqliteAlter.renameTable(from, to));
    String between = situation.context().temporaryName("rename");
    return List.of(SqliteAlter.renameTable(from, between), SqliteAlter.renameTable(between, to));
  }

  public void rename(RenameColumn change) {
    QualifiedName table = change.table();
    InvalidObjects broken = situation.broken(table);
    broken
        .naming(situation.liveName(table))
        .filter(o -> situation.dialect().mentionsColumn(SqlText.of(o.sql()), change.from()))
        .ifPresent(o -> sink.refuse(Refusals.invalidObject(change.target(), o, table)));
    sink.add(
        broken
            .released(
                StepBuilder.step(
                    Phase.CONTRACT,
                    StepRanks.RENAME_COLUMN,
                    table,
                    ChangeTitles.of(situation, change),
                    Locks.CATALOG))
            .source(change.target())
            .up(broken.around(SqliteAlter.renameColumn(table, change.from(), change.to())))
            .down(broken.around(SqliteAlter.renameColumn(table, change.to(), change.from())))
            .effect(new RenameColumn(table, change.from(), change.to()))
            .hazard(Hazards.renamed(change.from()))
            .needs(StepKeys.tableRenamed(table))
            .destroys(StepKeys.column(table, change.from()), StepKeys.oldColumns(table))
            .creates(StepKeys.column(table, change.to()), StepKeys.renamed(table))
            .build());
  }

  /**
   * Tables that reference each other in a circle come in one step, since on the rollback neither
   * could go before the other.
   */
  public void create(List<Table> tables) {
    int rank = StepRanks.CREATE_TABLE;
    for (List<Table> group : TableCycles.of(tables)) {
      sink.add(created(group, rank++));
      for (Table table : group) {
        for (Index index : table.indexes()) {
          if (!isReferenced(table, index))
            sink.add(new IndexRecipe(situation, table.name()).addToNew(index));
        }
      }
    }
  }

  private UnorderedStep created(List<Table> group, int rank) {
    Table first = group.get(0);
    StepBuilder step =
        StepBuilder.step(Phase.EXPAND, rank, first.name(), createTitle(group), Locks.CATALOG)
            .source(ObjectRef.table(first.name()))
            .mode(Mode.TRANSACTION, Mode.DETACHED);
    RebuildGuard guard =
        new RebuildGuard(situation.context().temporaryName("guard")).foreignKeysOff();
    step.down(guard.begin());
    ParentKeys parents = new ParentKeys(situation);
    for (Table table : group) {
      List<Index> keys = table.indexes().stream().filter(i -> isReferenced(table, i)).toList();
      Table bare = table.withIndexes(keys);
      PhysicalTable layout = new PhysicalTable(bare, List.of(), Optional.empty());
      step.up(SqliteDdl.createTable(bare))
          .down(ValueBackup.ofTable(situation.context(), layout))
          .effect(new CreateTable(bare))
          .creates(StepKeys.name(table.name().name()));
      for (Index index : keys) {
        step.up(SqliteDdl.createIndex(table.name(), index)).creates(StepKeys.name(index.name()));
      }
      for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
        step.needs(StepKeys.renamed(key.references()));
        if (parents.isAdded(key)) parents.meets(step, key, table.name());
      }
    }
    for (Table table : group) step.down(SqliteDdl.drop("table", table.name()));
    return step.down(guard.end()).build();
  }

  /** A unique index that foreign keys rely on comes with its table: see {@link ParentKeys}. */
  private boolean isReferenced(Table table, Index index) {
    return index.unique()
        && situation.referencesTo(table.name()).stream()
            .anyMatch(key -> ParentKeys.isKey(index, key.referencedColumns()));
  }

  /** Tables go after those that reference them, and circles in one step. */
  public void drop(List<Table> tables) {
    for (List<Table> group : TableCycles.of(tables)) sink.add(dropped(group));
  }

  private UnorderedStep dropped(List<Table> group) {
    Table first = group.get(0);
    StepBuilder step =
        StepBuilder.step(
                Phase.CONTRACT,
                StepRanks.DROP_TABLE,
                first.name(),
                dropTitle(group),
                group.stream().anyMatch(this::hasForeignKeys) ? Locks.REWRITE : Locks.CATALOG)
            .source(ObjectRef.table(first.name()))
            .mode(Mode.DETACHED, Mode.DETACHED)
            .allow(Allow.DROP_TABLE);
    RebuildGuard up = new RebuildGuard(situation.context().temporaryName("guard")).foreignKeysOff();
    RebuildGuard down =
        new RebuildGuard(situation.context().temporaryName("guard")).foreignKeysOff();
    List<String> forward = new ArrayList<>();
    List<String> back = new ArrayList<>();
    for (Table table : group) {
      if (situation.isDiscarded(table.name().toString())) {
        discard(step, table, forward, back);
      } else {
        trash(table, forward, back, up, down);
      }
      step.effect(new DropTable(table))
          .destroys(StepKeys.name(table.name().name()), StepKeys.old(table.name()))
          .destroys(StepKeys.foreignKeysTo(table.name()))
          .needs(StepKeys.renamed(table.name()));
      for (Index index : table.indexes()) step.destroys(StepKeys.name(index.name()));
      for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
        new ParentKeys(situation)
            .leaves(step.needs(StepKeys.renamed(key.references())), key, table.name());
      }
      refuseReferences(table);
    }
    return step.up(up.begin())
        .up(forward)
        .up(up.end())
        .down(down.begin())
        .down(back)
        .down(down.end())
        .build();
  }

  private void discard(StepBuilder step, Table table, List<String> forward, List<String> back) {
    step.allow(Allow.DISCARD).hazard(Hazards.rowsLost(table.name()));
    forward.add(SqliteDdl.drop("table", table.name()));
    back.add(situation.rawText(table).orElseGet(() -> SqliteDdl.createTable(table)));
    indexes(table, back);
  }

  /**
   * A table without foreign keys is renamed. One with foreign keys would go on blocking the deletes
   * of what it references, or lose rows by them, so it is copied to a definition without.
   */
  private void trash(
      Table table, List<String> forward, List<String> back, RebuildGuard up, RebuildGuard down) {
    QualifiedName trash = table.name().withName(situation.context().trashName(table.name().name()));
    if (!hasForeignKeys(table)) {
      for (Index index : table.indexes())
        forward.add(SqliteDdl.drop("index", QualifiedName.of(index.name())));
      forward.addAll(RebuildRecipe.renamed(table.name().name(), trash.name()));
      back.addAll(RebuildRecipe.renamed(trash.name(), table.name().name()));
    } else {
      List<Column> hidden = situation.facts(table.name()).trashColumns();
      PhysicalTable live = new PhysicalTable(table, hidden, situation.rawText(table));
      Table free =
          table
              .withName(trash)
              .filterConstraints(c -> !(c instanceof ForeignKey))
              .withIndexes(List.of());
      PhysicalTable there = new PhysicalTable(free, hidden, Optional.empty());
      up.columns(live).rows(table.name(), trash);
      down.rows(trash, table.name());
      forward.addAll(copy(live, there));
      forward.add(SqliteDdl.drop("table", table.name()));
      back.addAll(copy(there, live));
      back.add(SqliteDdl.drop("table", trash));
    }
    indexes(table, back);
  }

  private List<String> copy(PhysicalTable from, PhysicalTable to) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Column column : from.columns()) {
      if (column.generated().isEmpty())
        values.put(column.name(), situation.quote(from.name(), column.name()));
    }
    String stash = situation.context().trashName(from.name().name());
    return new TableCopy(situation.dialect(), from, to, to.name().name(), values, stash)
        .statements();
  }

  private void indexes(Table table, List<String> back) {
    for (Index index : table.indexes()) back.add(situation.createIndex(table.name(), index));
  }

  private boolean hasForeignKeys(Table table) {
    return !table.constraintsOf(ForeignKey.class).isEmpty()
        && !situation.isDiscarded(table.name().toString());
  }

  private void refuseReferences(Table table) {
    for (Table other : situation.context().target().tables().values()) {
      for (ForeignKey key : other.constraintsOf(ForeignKey.class)) {
        if (!Situation.same(key.references(), table.name())) continue;
        sink.refuse(Refusals.referencedTable(table.name(), other, key));
      }
    }
  }

  /** An index that foreign keys reference is created with its table. */
  private String createTitle(List<Table> group) {
    if (group.size() > 1) return StepTitles.createTables(names(group));
    Table table = group.get(0);
    return StepTitles.createTable(
        table.withIndexes(table.indexes().stream().filter(i -> isReferenced(table, i)).toList()));
  }

  private String dropTitle(List<Table> group) {
    if (group.size() > 1) return StepTitles.dropTables(names(group));
    return StepTitles.dropTable(situation.isDiscarded(group.get(0).name().toString()));
  }

  private static List<QualifiedName> names(List<Table> group) {
    return group.stream().map(Table::name).toList();
  }
}
