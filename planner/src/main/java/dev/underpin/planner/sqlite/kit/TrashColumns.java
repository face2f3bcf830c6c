package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of a rebuilt table that the model does not show. They keep old values that the new
 * table has no place for, or would change, and mark the NULLs that a backfill has filled.
 */
final class TrashColumns {
  private final SqliteContext context;
  private final QualifiedName name;
  private final Table before;
  private final Table after;
  private final List<Column> earlier;
  private final Map<String, Column> saved = new LinkedHashMap<>();
  private final Map<String, Column> marks = new LinkedHashMap<>();
  private final Map<String, Column> kept = new LinkedHashMap<>();
  private final List<String> changing = new ArrayList<>();

  TrashColumns(SqliteContext context, TableChanges group) {
    this.context = context;
    name = group.name();
    before = group.beforeRebuild();
    after = group.afterRebuild();
    earlier = context.facts(name).trashColumns();
    for (Change.DropColumn drop : group.of(Change.DropColumn.class)) {
      Column column = drop.column();
      if (column.generated().isEmpty() && !context.isDiscarded(name, column.name()))
        saved.put(column.name(), saved(column));
      if (isKept(column)) kept.put(column.name(), kept(column));
    }
    for (Change.AlterColumn alter : group.of(Change.AlterColumn.class)) {
      String column = alter.after().name();
      if (changesValues(alter)) {
        changing.add(column);
        saved.put(column, saved(alter.before()));
      }
      if (isFilled(alter.before(), alter.after()) && !context.isEmpty(name))
        marks.put(column, Column.of(context.trashName(markOf(column)), alter.after().type()));
    }
  }

  /** Those that the table has from earlier plans. */
  List<Column> earlier() {
    return earlier;
  }

  /** By column, the one that keeps its old values. */
  Map<String, Column> saved() {
    return saved;
  }

  /** By column whose NULLs are filled, the one that holds what they were filled with. */
  Map<String, Column> marks() {
    return marks;
  }

  /** By dropped column that may be NULL, the one that tells rows that were written since. */
  Map<String, Column> kept() {
    return kept;
  }

  /** The columns whose values the rebuild may change. */
  List<String> changing() {
    return changing;
  }

  PhysicalTable layoutBefore() {
    return new PhysicalTable(before, earlier, context.rawText(before));
  }

  PhysicalTable layoutAfter() {
    List<Column> hidden = new ArrayList<>();
    for (Column column : earlier) hidden.add(column.withType(trashType(column)));
    hidden.addAll(saved.values());
    hidden.addAll(marks.values());
    hidden.addAll(kept.values());
    return new PhysicalTable(after, hidden, Optional.empty());
  }

  /** True where a backfill gives the column's NULLs a value. */
  boolean isFilled(Column old, Column column) {
    return !column.nullable()
        && old.nullable()
        && context.backfill(name, column.name()).isPresent();
  }

  private boolean isKept(Column column) {
    return saved.containsKey(column.name())
        && column.nullable()
        && context.backfillDown(name, column.name()).isPresent();
  }

  private Column kept(Column column) {
    return Column.of(context.trashName(context.keptMark(name, column.name())), "integer");
  }

  private boolean changesValues(Change.AlterColumn alter) {
    Column old = alter.before();
    if (old.generated().isPresent() || alter.after().generated().isPresent())
      return old.generated().isEmpty();
    boolean converts = !old.type().equals(alter.after().type());
    if (converts && context.using(name, old.name()).isPresent()) return true;
    return Affinity.of(before, old).changesIn(Affinity.of(after, alter.after()));
  }

  /** A name that needs no quotes, and that no column of the table has. */
  private String markOf(String column) {
    String mark = column + "_filled";
    while (has(before, mark) || has(after, mark)) mark += "_";
    return mark;
  }

  private static boolean has(Table table, String column) {
    return table.columns().stream().anyMatch(c -> Identifiers.isSame(c.name(), column));
  }

  private Column saved(Column column) {
    return Column.of(context.trashName(column.name()), trashType(column));
  }

  /** A type that keeps every value as it is now. */
  private String trashType(Column column) {
    if (SqliteOptions.isSet(after.options(), SqliteOptions.STRICT)) return "ANY";
    return Affinity.of(before, column) == Affinity.NONE ? "BLOB" : column.type();
  }
}
