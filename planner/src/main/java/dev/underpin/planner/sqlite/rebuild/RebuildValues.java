package dev.underpin.planner.sqlite.rebuild;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.sqlite.kit.Affinity;
import dev.underpin.planner.sqlite.kit.DefaultValues;
import dev.underpin.planner.sqlite.kit.LabelRenames;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.planner.sqlite.kit.Situation;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each value of a rebuilt table comes from, forward and back.
 *
 * <p>Old values that the new table has no place for, or would change, are carried along in columns
 * of the trash.
 */
public final class RebuildValues {
  private final Situation situation;
  private final QualifiedName name;
  private final Table before;
  private final Table after;
  private final List<Column> hiddenBefore;
  private final Map<String, Column> trashed = new LinkedHashMap<>();
  private final Map<String, Column> filled = new LinkedHashMap<>();
  private final List<String> changing = new ArrayList<>();
  private final LabelRenames labels;

  public RebuildValues(Situation situation, TableChanges group) {
    this.situation = situation;
    name = group.name();
    before = group.beforeRebuild();
    after = group.afterRebuild();
    hiddenBefore = situation.facts(name).trashColumns();
    labels = new LabelRenames(situation, group.before(), group.after());
    for (DropColumn drop : group.of(DropColumn.class)) {
      Column column = drop.column();
      if (column.generated().isEmpty() && !situation.isDiscarded(name + "." + column.name())) {
        trashed.put(column.name(), hidden(column));
      }
    }
    for (AlterColumn alter : group.of(AlterColumn.class)) {
      if (changesValues(alter)) {
        changing.add(alter.after().name());
        trashed.put(alter.after().name(), hidden(alter.before()));
      }
      if (isFilled(alter.before(), alter.after()) && situation.mayHoldRows(name)) {
        String trash = situation.context().trashName(markOf(alter.after().name()));
        filled.put(alter.after().name(), Column.of(trash, alter.after().type()));
      }
    }
  }

  /** A name that needs no quotes, and that no column of the table has. */
  private String markOf(String column) {
    String mark = column + "_filled";
    while (has(before, mark) || has(after, mark)) mark += "_";
    return mark;
  }

  private static boolean has(Table table, String column) {
    return table.columns().stream().anyMatch(c -> c.name().equalsIgnoreCase(column));
  }

  /** The columns whose values the rebuild may change. */
  List<String> changing() {
    return List.copyOf(changing);
  }

  public PhysicalTable layoutBefore() {
    return new PhysicalTable(before, hiddenBefore, situation.rawText(before));
  }

  public PhysicalTable layoutAfter() {
    List<Column> hidden = new ArrayList<>();
    for (Column column : hiddenBefore) hidden.add(column.withType(trashType(column)));
    hidden.addAll(trashed.values());
    hidden.addAll(filled.values());
    return new PhysicalTable(after, hidden, Optional.empty());
  }

  /** By column of the new table: its value, over the old table. */
  public Map<String, String> forward() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Column column : after.columns()) {
      if (column.generated().isEmpty())
        forward(column).ifPresent(value -> values.put(column.name(), value));
    }
    for (Column column : hiddenBefore) values.put(column.name(), own(column.name()));
    trashed.forEach((column, hidden) -> values.put(hidden.name(), own(column)));
    filled.forEach((column, mark) -> values.put(mark.name(), filling(column)));
    if (values.isEmpty()) {
      after.columns().stream()
          .filter(c -> c.generated().isEmpty())
          .findFirst()
          .ifPresent(
              c ->
                  values.put(
                      c.name(), c.defaultValue().map(DefaultValues::expression).orElse("NULL")));
    }
    return values;
  }

  /** By column of the old table: its value, over the new table. */
  public Map<String, String> back() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Column column : before.columns()) {
      if (column.generated().isEmpty())
        back(column).ifPresent(value -> values.put(column.name(), value));
    }
    for (Column column : hiddenBefore) values.put(column.name(), own(column.name()));
    if (values.isEmpty()) {
      before.columns().stream()
          .filter(c -> c.generated().isEmpty())
          .findFirst()
          .ifPresent(
              c ->
                  values.put(
                      c.name(), c.defaultValue().map(DefaultValues::expression).orElse("NULL")));
    }
    return values;
  }

  private Optional<String> forward(Column column) {
    Optional<Column> old = before.column(column.name());
    Optional<String> backfill = hint(situation.context().hints().backfills(), column.name());
    if (old.isEmpty()) return fresh(column, backfill);
    String value =
        hint(situation.context().hints().using(), column.name())
            .filter(using -> !old.get().type().equals(column.type()))
            .orElseGet(() -> labels.forward(column.name(), own(column.name())));
    boolean fill = isFilled(old.get(), column);
    return Optional.of(fill ? "coalesce(" + value + ", " + backfill.orElseThrow() + ")" : value);
  }

  private boolean isFilled(Column old, Column column) {
    return !column.nullable()
        && old.nullable()
        && situation.context().hints().backfills().containsKey(new ColumnRef(name, column.name()));
  }

  /** What a NULL was filled with, so that the rollback finds it; NULL where nothing was. */
  private String filling(String column) {
    String backfill = hint(situation.context().hints().backfills(), column).orElseThrow();
    return "CASE WHEN " + own(column) + " IS NULL THEN " + backfill + " END";
  }

  /**
   * Statements that put right what the copy has noted of its filling: an expression such as {@code
   * random()} has given the note another value than the column.
   */
  List<String> marked(String copy) {
    List<String> statements = new ArrayList<>();
    filled.forEach(
        (column, mark) ->
            statements.add(
                "UPDATE "
                    + situation.quote(copy)
                    + " SET "
                    + situation.quote(mark.name())
                    + " = "
                    + situation.quote(column)
                    + " WHERE "
                    + situation.quote(mark.name())
                    + " IS NOT NULL"));
    return statements;
  }

  /** A new column: its backfill, else its default, which SQLite fills in by itself. */
  private Optional<String> fresh(Column column, Optional<String> backfill) {
    PhysicalTable old = layoutBefore();
    if (layoutAfter().rowidAlias().filter(column.name()::equals).isPresent()) {
      return old.rowid().map(word -> situation.quote(name) + "." + word);
    }
    Optional<String> otherwise =
        column.nullable() ? Optional.empty() : column.defaultValue().map(DefaultValues::expression);
    return backfill.map(
        value -> otherwise.map(o -> "coalesce(" + value + ", " + o + ")").orElse(value));
  }

  private Optional<String> back(Column column) {
    Column mark = filled.get(column.name());
    if (mark == null) return unfilled(column);
    return unfilled(column)
        .map(
            value ->
                "CASE WHEN "
                    + own(mark.name())
                    + " IS NOT NULL AND "
                    + own(column.name())
                    + " IS "
                    + own(mark.name())
                    + " THEN NULL ELSE "
                    + value
                    + " END");
  }

  private Optional<String> unfilled(Column column) {
    Column hidden = trashed.get(column.name());
    Optional<Column> kept = after.column(column.name());
    if (hidden == null) return kept.map(k -> labels.back(column.name(), own(column.name())));
    if (kept.isPresent() && kept.get().generated().isEmpty())
      return Optional.of(restored(column, hidden, kept.get()));
    // What was computed since stands in only for rows that have come since and must have a
    // value.
    if (kept.isPresent() && !column.nullable())
      return Optional.of("coalesce(" + own(hidden.name()) + ", " + own(column.name()) + ")");
    String value = own(hidden.name());
    return Optional.of(
        column
            .defaultValue()
            .filter(d -> !column.nullable())
            .map(d -> "coalesce(" + value + ", " + DefaultValues.expression(d) + ")")
            .orElse(value));
  }

  /** The old value, unless somebody has changed the new one since. */
  private String restored(Column old, Column hidden, Column changed) {
    Optional<SqlText> using =
        Optional.ofNullable(
            situation.context().hints().using().get(new ColumnRef(name, old.name())));
    String again =
        using
            .map(u -> situation.dialect().renameColumn(u, old.name(), hidden.name()).written())
            .map(text -> "(" + text + ")")
            .orElseGet(() -> cast(own(hidden.name()), changed));
    boolean computable =
        using.isEmpty()
            || before.columns().stream()
                .filter(c -> situation.dialect().mentionsColumn(using.get(), c.name()))
                .allMatch(c -> c.name().equals(old.name()));
    String now = own(changed.name());
    if (!computable) return "coalesce(" + own(hidden.name()) + ", " + now + ")";
    return "CASE WHEN "
        + own(hidden.name())
        + " IS NOT NULL AND ("
        + now
        + " IS "
        + again
        + " OR "
        + now
        + " IS "
        + own(hidden.name())
        + ") THEN "
        + own(hidden.name())
        + " ELSE "
        + now
        + " END";
  }

  private static String cast(String value, Column column) {
    String type =
        switch (Affinity.ofType(column.type())) {
          case INTEGER, NUMERIC -> "NUMERIC";
          case TEXT -> "TEXT";
          case REAL -> "REAL";
          case NONE -> "";
        };
    return type.isEmpty() ? value : "CAST(" + value + " AS " + type + ")";
  }

  private boolean changesValues(AlterColumn alter) {
    Column old = alter.before();
    if (old.generated().isPresent() || alter.after().generated().isPresent()) {
      return old.generated().isEmpty();
    }
    boolean using =
        situation.context().hints().using().containsKey(new ColumnRef(name, old.name()))
            && !old.type().equals(alter.after().type());
    if (using) return true;
    return Affinity.of(before, old).changesIn(Affinity.of(after, alter.after()));
  }

  private Column hidden(Column column) {
    Column plain = Column.of(situation.context().trashName(column.name()), column.type());
    return plain.withType(trashType(column));
  }

  /** A type that keeps every value as it lies there now. */
  private String trashType(Column column) {
    if (SqliteOptions.isSet(after.options(), SqliteOptions.STRICT)) return "ANY";
    return Affinity.of(before, column) == Affinity.NONE ? "BLOB" : column.type();
  }

  private Optional<String> hint(Map<ColumnRef, SqlText> hints, String column) {
    return Optional.ofNullable(hints.get(new ColumnRef(name, column)))
        .map(text -> "(" + text.written() + ")");
  }

  private String own(String column) {
    return situation.quote(name, column);
  }
}
