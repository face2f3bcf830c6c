package dev.underpin.planner.sqlite.rebuild;

import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.dialect.sqlite.ddl.SqliteDdl;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.planner.sqlite.kit.RebuildGuard;
import dev.underpin.planner.sqlite.kit.RebuildValues;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.sqlite.kit.TableCopy;
import dev.underpin.planner.sqlite.kit.TableMove;
import dev.underpin.planner.sqlite.kit.ValueBackup;
import dev.underpin.planner.sqlite.kit.VirtualTables;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.List;

/** The statements of a rebuild and of its rollback. */
final class RebuildScript {
  private final SqliteContext context;
  private final TableChanges group;
  private final QualifiedName name;
  private final RebuildValues values;
  private final String temporary;
  private final String stash;

  RebuildScript(SqliteContext context, TableChanges group, RebuildValues values) {
    this.context = context;
    this.group = group;
    this.name = group.name();
    this.values = values;
    this.temporary = context.temporaryName("rebuild");
    this.stash = context.trashName(name.name());
  }

  List<String> forward() {
    return byNewTable(values.forward(), values.marked(temporary));
  }

  /**
   * SQLite's rename puts a table's name in quotes, so a table that was created without is not
   * renamed to its name but created under it, to have its text unchanged: the other table leaves
   * its name to it. No text follows that rename, as foreign keys are off.
   *
   * <p>Forward this would not do, since what people write for {@code backfill} may read the table.
   */
  List<String> back() {
    TableMove move = values.back();
    PhysicalTable old = move.to();
    boolean unquoted = old.raw().filter(t -> !t.equals(old.createAs(name.name()))).isPresent();
    return unquoted && !old.namesItself() && !move.from().namesItself()
        ? byOldName(move)
        : byNewTable(move, saved(move.from()));
  }

  /**
   * The rows are copied to a new table, which then gets the name.
   *
   * @param then what is done when the rows are copied and both tables exist
   */
  private List<String> byNewTable(TableMove move, List<String> then) {
    RebuildGuard guard = guard(move.from());
    List<String> script = new ArrayList<>(guard.begin());
    script.addAll(new TableCopy(move, temporary, stash).statements());
    script.addAll(then);
    script.add(SqliteDdl.drop("table", name));
    script.addAll(
        move.to().namesItself()
            ? List.of(SqliteAlter.renameTable(temporary, name.name()))
            : TableCopy.renamed(temporary, name.name()));
    script.addAll(indexesAndTriggers(move.to()));
    script.addAll(VirtualTables.afterMove(context, move, values.changing()));
    script.addAll(guard.end());
    return script;
  }

  /** The table is renamed, and its rows are copied to a new one with its name. */
  private List<String> byOldName(TableMove move) {
    RebuildGuard guard = guard(move.from());
    List<String> script = new ArrayList<>(guard.begin());
    script.addAll(saved(move.from()));
    script.addAll(TableCopy.renamed(name.name(), temporary));
    script.addAll(new TableCopy(move, name.name(), stash).statementsFrom(temporary));
    script.add(SqliteDdl.drop("table", QualifiedName.of(temporary)));
    script.addAll(indexesAndTriggers(move.to()));
    script.addAll(VirtualTables.afterMove(context, move, values.changing()));
    script.addAll(guard.end());
    return script;
  }

  private RebuildGuard guard(PhysicalTable from) {
    RebuildGuard guard =
        new RebuildGuard(context).columns(from).nothingTemporary(name).rows(name, name);
    for (QualifiedName child : context.children(name)) guard.rows(child, child);
    return guard;
  }

  /** What is dropped with a table and has to be recreated. */
  private List<String> indexesAndTriggers(PhysicalTable layout) {
    List<String> created = new ArrayList<>();
    for (Index index : layout.table().indexes()) created.add(context.createIndex(name, index));
    for (SchemaObject trigger : context.stayingTriggers(name))
      created.add(context.textAfterRenames(trigger).orElse(trigger.create()).written());
    return created;
  }

  /** What the rollback removes goes to the trash in its turn. */
  private List<String> saved(PhysicalTable after) {
    List<String> saved = new ArrayList<>();
    for (Column column : after.table().columns()) {
      if (group.before().column(column.name()).isEmpty())
        saved.addAll(ValueBackup.ofColumn(context, after, column));
    }
    return saved;
  }
}
