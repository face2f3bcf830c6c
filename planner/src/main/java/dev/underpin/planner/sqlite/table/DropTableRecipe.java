package dev.underpin.planner.sqlite.table;

import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.planner.change.Change.DropTable;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.ParentKeys;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.planner.sqlite.kit.RebuildGuard;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.sqlite.kit.TableCopy;
import dev.underpin.planner.sqlite.kit.TableMove;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves tables to the trash, or drops those that are to be discarded. Tables that reference each
 * other in a cycle share one step.
 */
public final class DropTableRecipe {
  private final SqliteContext context;
  private final List<Table> tables;
  private final StepBuilder step;
  private final RebuildGuard guard;
  private final RebuildGuard guardBack;
  private final List<String> forward = new ArrayList<>();
  private final List<String> back = new ArrayList<>();

  private DropTableRecipe(SqliteContext context, List<Table> tables) {
    this.context = context;
    this.tables = tables;
    guard = new RebuildGuard(context);
    guardBack = new RebuildGuard(context);
    Table first = tables.get(0);
    boolean copies =
        tables.stream().anyMatch(t -> hasForeignKeys(t) && !context.isDiscarded(t.name()));
    step =
        StepBuilder.step(
                Phase.CONTRACT,
                StepRanks.DROP_TABLE,
                first.name(),
                title(),
                copies ? Locks.REWRITE : Locks.CATALOG)
            .source(ObjectRef.table(first.name()))
            .mode(Mode.DETACHED, Mode.DETACHED)
            .allow(Allow.DROP_TABLE);
  }

  /** Drop one table, or those of a cycle. */
  public static void drop(SqliteContext context, List<Table> tables, StepSink sink) {
    for (Table table : tables) {
      for (Table other : context.target().tables().values()) {
        other.constraintsOf(ForeignKey.class).stream()
            .filter(key -> SqliteContext.same(key.references(), table.name()))
            .forEach(key -> sink.refuse(ObjectRefusals.referencedTable(table.name(), other, key)));
      }
      for (SchemaObject object : context.stayingObjects(table.name()))
        sink.refuse(ObjectRefusals.namedTable(table.name(), "table", object));
    }
    sink.add(new DropTableRecipe(context, tables).step());
  }

  private StepBuilder step() {
    ParentKeys parents = new ParentKeys(context);
    for (Table table : tables) {
      QualifiedName name = table.name();
      if (context.isDiscarded(name)) discard(table);
      else if (hasForeignKeys(table)) copyToTrash(table);
      else renameToTrash(table);
      for (Index index : table.indexes()) back.add(context.createIndex(name, index));
      step.effect(new DropTable(table))
          .destroys(StepKeys.name(name.name()), StepKeys.before(name), StepKeys.foreignKeysTo(name))
          .needs(StepKeys.renamed(name));
      for (Index index : table.indexes()) step.destroys(StepKeys.name(index.name()));
      for (ForeignKey key : table.constraintsOf(ForeignKey.class))
        parents.drops(step.needs(StepKeys.renamed(key.references())), key, name);
    }
    return step.up(guard.begin())
        .up(forward)
        .up(guard.end())
        .down(guardBack.begin())
        .down(back)
        .down(guardBack.end());
  }

  private void discard(Table table) {
    step.allow(Allow.DISCARD).hazard(Hazards.rowsLost(table.name()));
    forward.add(SqliteDdl.drop("table", table.name()));
    back.add(context.rawText(table).orElseGet(() -> SqliteDdl.createTable(table)));
  }

  private void renameToTrash(Table table) {
    String trash = trash(table).name();
    for (Index index : table.indexes())
      forward.add(SqliteDdl.drop("index", QualifiedName.of(index.name())));
    forward.addAll(TableCopy.renamed(table.name().name(), trash));
    back.addAll(TableCopy.renamed(trash, table.name().name()));
  }

  /**
   * A table with foreign keys would block the deletes of what it references, or lose rows by them,
   * while it is in the trash. So it is copied to a definition without.
   */
  private void copyToTrash(Table table) {
    QualifiedName trash = trash(table);
    List<Column> hidden = context.facts(table.name()).trashColumns();
    PhysicalTable live = new PhysicalTable(table, hidden, context.rawText(table));
    Table free =
        table
            .withName(trash)
            .filterConstraints(c -> !(c instanceof ForeignKey))
            .withIndexes(List.of());
    PhysicalTable kept = new PhysicalTable(free, hidden, Optional.empty());
    guard.columns(live).rows(table.name(), trash);
    guardBack.rows(trash, table.name());
    forward.addAll(copy(TableMove.forward(context, live, kept)));
    forward.add(SqliteDdl.drop("table", table.name()));
    back.addAll(copy(TableMove.back(context, kept, live)));
    back.add(SqliteDdl.drop("table", trash));
  }

  private List<String> copy(TableMove move) {
    String stash = context.trashName(move.from().name().name());
    return new TableCopy(move, move.to().name().name(), stash).statements();
  }

  private QualifiedName trash(Table table) {
    return table.name().withName(context.trashName(table.name().name()));
  }

  private static boolean hasForeignKeys(Table table) {
    return !table.constraintsOf(ForeignKey.class).isEmpty();
  }

  private String title() {
    return tables.size() > 1
        ? StepTitles.dropTables(tables.stream().map(Table::name).toList())
        : StepTitles.dropTable(context.isDiscarded(tables.get(0).name()));
  }
}
