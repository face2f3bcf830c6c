package dev.underpin.planner.sqlite.table;

import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.planner.change.Change.CreateTable;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.ParentKeys;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.planner.sqlite.kit.RebuildGuard;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.sqlite.kit.ValueBackup;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Table;
import java.util.List;

/**
 * Creates tables, each with the unique indexes that foreign keys reference. Tables that reference
 * each other in a cycle share one step, since in a rollback neither can be dropped before the
 * other.
 */
public final class CreateTableRecipe {
  private final SqliteContext context;
  private final ParentKeys parents;

  public CreateTableRecipe(SqliteContext context) {
    this.context = context;
    this.parents = new ParentKeys(context);
  }

  /**
   * @param tables one table, or those of a cycle
   * @param place its place among the steps that create tables
   */
  public StepBuilder create(List<Table> tables, int place) {
    List<Table> created = tables.stream().map(this::withParentKeys).toList();
    Table first = created.get(0);
    RebuildGuard guard = new RebuildGuard(context);
    StepBuilder step =
        StepBuilder.step(
                Phase.EXPAND,
                StepRanks.CREATE_TABLE + place,
                first.name(),
                title(created),
                Locks.CATALOG)
            .source(ObjectRef.table(first.name()))
            .mode(Mode.TRANSACTION, Mode.DETACHED)
            .down(guard.begin());
    created.forEach(table -> create(step, table));
    for (Table table : created) step.down(SqliteDdl.drop("table", table.name()));
    return step.down(guard.end());
  }

  private Table withParentKeys(Table table) {
    return table.withIndexes(
        table.indexes().stream().filter(i -> parents.isReferenced(table, i)).toList());
  }

  private void create(StepBuilder step, Table table) {
    step.up(SqliteDdl.createTable(table))
        .down(ValueBackup.ofTable(context, PhysicalTable.of(table)))
        .effect(new CreateTable(table))
        .creates(StepKeys.name(table.name().name()));
    for (Index index : table.indexes())
      step.up(SqliteDdl.createIndex(table.name(), index)).creates(StepKeys.name(index.name()));
    for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
      step.needs(StepKeys.renamed(key.references()));
      if (parents.isAdded(key)) parents.adds(step, key, table.name());
    }
  }

  private static String title(List<Table> tables) {
    return tables.size() > 1
        ? StepTitles.createTables(tables.stream().map(Table::name).toList())
        : StepTitles.createTable(tables.get(0));
  }
}
