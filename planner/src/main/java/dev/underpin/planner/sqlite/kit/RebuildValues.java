package dev.underpin.planner.sqlite.kit;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each value of a rebuilt table comes from, when it is rebuilt and when that is rolled back.
 */
public final class RebuildValues {
  private final SqliteContext context;
  private final QualifiedName name;
  private final TrashColumns trash;
  private final PhysicalTable before;
  private final PhysicalTable after;
  private final LabelRenames labels;

  public RebuildValues(SqliteContext context, TableChanges group) {
    this.context = context;
    name = group.name();
    trash = new TrashColumns(context, group);
    before = trash.layoutBefore();
    after = trash.layoutAfter();
    labels = new LabelRenames(context, group.before(), group.after());
  }

  /** The columns whose values the rebuild may change. */
  public List<String> changing() {
    return List.copyOf(trash.changing());
  }

  /** The rebuild: by column of the new table, its value over the old one. */
  public TableMove forward() {
    Map<String, SqlText> values = new LinkedHashMap<>();
    for (Column column : after.stored())
      newValue(column).ifPresent(value -> values.put(column.name(), value));
    for (Column column : trash.earlier()) values.put(column.name(), own(column));
    trash.saved().forEach((column, saved) -> values.put(saved.name(), own(column)));
    trash.marks().forEach((column, mark) -> values.put(mark.name(), filling(column)));
    trash.kept().values().forEach(mark -> values.put(mark.name(), SqlText.of("1")));
    return new TableMove(context, true, before, after, orFirst(values, after));
  }

  /** Its rollback: by column of the old table, its value over the new one. */
  public TableMove back() {
    Map<String, SqlText> values = new LinkedHashMap<>();
    for (Column column : before.stored())
      oldValue(column).ifPresent(value -> values.put(column.name(), value));
    for (Column column : trash.earlier()) values.put(column.name(), own(column));
    return new TableMove(context, false, after, before, orFirst(values, before));
  }

  /** The values, or where there are none that of the first column: INSERT has to name a column. */
  private static Map<String, SqlText> orFirst(Map<String, SqlText> values, PhysicalTable table) {
    if (values.isEmpty()) {
      table.stored().stream()
          .findFirst()
          .ifPresent(c -> values.put(c.name(), Expressions.usual(c)));
    }
    return values;
  }

  private Optional<SqlText> newValue(Column column) {
    Optional<Column> old = before.table().column(column.name());
    if (old.isEmpty()) return added(column);
    SqlText value =
        context
            .using(name, column.name())
            .filter(using -> !old.get().type().equals(column.type()))
            .map(RebuildValues::bracketed)
            .orElseGet(() -> labels.forward(column.name(), own(column)));
    if (!trash.isFilled(old.get(), column)) return Optional.of(value);
    Optional<SqlText> backfill =
        context.backfill(name, column.name()).map(RebuildValues::bracketed);
    return Optional.of(Expressions.coalesce(value, backfill));
  }

  /** A new column: its backfill, else its default, which SQLite fills in by itself. */
  private Optional<SqlText> added(Column column) {
    return after.rowidAlias().filter(column.name()::equals).isPresent()
        ? before.rowidValue()
        : context.filling(name, column);
  }

  /** What a NULL was filled with, so that the rollback finds it; NULL where nothing was. */
  private SqlText filling(String column) {
    return context.fragment(
        "CASE WHEN {} IS NULL THEN ({}) END",
        own(column),
        context.backfill(name, column).orElseThrow());
  }

  /**
   * Statements that correct what the copy has noted of its filling: an expression such as {@code
   * random()} has given the note another value than the column.
   */
  public List<String> marked(String copy) {
    List<String> statements = new ArrayList<>();
    trash
        .marks()
        .forEach(
            (column, mark) ->
                statements.add(
                    context.sql(
                        "UPDATE {} SET {} = {} WHERE {} IS NOT NULL",
                        copy,
                        mark.name(),
                        column,
                        mark.name())));
    return statements;
  }

  private Optional<SqlText> oldValue(Column column) {
    Column mark = trash.marks().get(column.name());
    if (mark == null) return unfilled(column);
    return unfilled(column)
        .map(
            value ->
                context.fragment(
                    "CASE WHEN {} IS NOT NULL AND {} IS {} THEN NULL ELSE {} END",
                    own(mark),
                    own(column),
                    own(mark),
                    value));
  }

  private Optional<SqlText> unfilled(Column column) {
    Column saved = trash.saved().get(column.name());
    Optional<Column> kept = after.table().column(column.name());
    if (saved == null && kept.isPresent())
      return kept.map(k -> labels.back(column.name(), own(column)));
    if (saved == null) return filledAgain(column);
    if (kept.isEmpty()) return Optional.of(dropped(column, saved));
    if (kept.get().generated().isEmpty()) return Optional.of(restored(column, saved, kept.get()));
    // What was computed since is for rows alone that were added since and must have a value.
    Optional<SqlText> otherwise =
        !column.nullable() ? Optional.of(own(column)) : Expressions.requiredDefault(column);
    return Optional.of(Expressions.coalesce(own(saved), otherwise));
  }

  /** A column whose values are gone for good: what the declared expression gives. */
  private Optional<SqlText> filledAgain(Column column) {
    return column.generated().isPresent() ? Optional.empty() : fillingDown(column);
  }

  /** What was kept; in rows that were written since, what the declared expression gives. */
  private SqlText dropped(Column column, Column saved) {
    Optional<SqlText> filling = fillingDown(column);
    Column mark = trash.kept().get(column.name());
    if (filling.isEmpty() || mark == null)
      return Expressions.coalesce(
          own(saved), filling.isPresent() ? filling : Expressions.requiredDefault(column));
    return context.fragment(
        "CASE WHEN {} IS NULL THEN {} ELSE {} END", own(mark), filling.get(), own(saved));
  }

  private Optional<SqlText> fillingDown(Column column) {
    return context
        .backfillDown(name, column.name())
        .map(RebuildValues::bracketed)
        .map(value -> Expressions.coalesce(value, Expressions.requiredDefault(column)));
  }

  /** The old value, unless somebody has changed the new one since. */
  private SqlText restored(Column old, Column saved, Column changed) {
    Optional<SqlText> using = context.using(name, old.name());
    SqlText again =
        using
            .map(u -> context.dialect().renameColumn(u, old.name(), saved.name()))
            .map(RebuildValues::bracketed)
            .orElseGet(() -> Affinity.ofType(changed.type()).cast(own(saved)));
    boolean computable =
        using.isEmpty()
            || context.mentions(before.table(), using.get()).stream().allMatch(old.name()::equals);
    if (!computable) return Expressions.coalesce(own(saved), Optional.of(own(changed)));
    return context.fragment(
        "CASE WHEN {} IS NOT NULL AND ({} IS {} OR {} IS {}) THEN {} ELSE {} END",
        own(saved),
        own(changed),
        again,
        own(changed),
        own(saved),
        own(saved),
        own(changed));
  }

  private static SqlText bracketed(SqlText text) {
    return SqlText.of("(" + text.written() + ")");
  }

  private SqlText own(Column column) {
    return own(column.name());
  }

  private SqlText own(String column) {
    return before.value(column);
  }
}
