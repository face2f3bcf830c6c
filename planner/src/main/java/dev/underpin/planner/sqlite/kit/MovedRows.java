package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.dialect.sqlite.references.NameReferences;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Queries over the rows of a table as they will be when they have moved to another definition.
 *
 * @param source the rows as they are
 * @param values by column of the new definition: its value over the old one; what is not named gets
 *     its default
 */
record MovedRows(
    RowSource source, PhysicalTable from, PhysicalTable to, Map<String, SqlText> values) {
  /** The column of a query that names the row. */
  static final String KEY = "underpin_key";

  /** The collation of a column that names none. */
  static final String BINARY = "BINARY";

  /** The keys of all rows. */
  SqlText all() {
    return TEMPLATE.fragment("SELECT {} FROM {}", source.key(), source.sql());
  }

  /** The keys of the rows that meet a condition on these columns. */
  SqlText where(Set<String> columns, SqlText condition) {
    return arePlain(columns)
        ? TEMPLATE.fragment("{} WHERE {}", all(), condition)
        : TEMPLATE.fragment("SELECT {} FROM {} WHERE {}", KEY, computed(columns), condition);
  }

  /**
   * The keys of the rows that meet a condition on these columns, whose types convert the values and
   * are what they are compared by. Words in a column of numbers and the like stay what they are:
   * they are asked separately.
   */
  SqlText whereStored(Set<String> columns, SqlText condition) {
    List<SqlText> converted =
        columns.stream().filter(this::converts).map(c -> affinity(c).fits(bracketed(c))).toList();
    if (converted.isEmpty()) return where(columns, condition);
    SqlText fits = Expressions.and(converted);
    Function<String, SqlText> compared =
        c -> converts(c) ? affinity(c).compared(bracketed(c)) : value(c);
    Function<String, SqlText> applied =
        c -> converts(c) ? affinity(c).applied(bracketed(c)) : value(c);
    return TEMPLATE.fragment(
        "SELECT {} FROM {} WHERE {} UNION ALL SELECT {} FROM {} WHERE {}",
        KEY,
        rows(columns, compared, TEMPLATE.fragment(" WHERE {}", fits)),
        condition,
        KEY,
        rows(columns, applied, TEMPLATE.fragment(" WHERE NOT ({})", fits)),
        condition);
  }

  private SqlText bracketed(String column) {
    return TEMPLATE.fragment("({})", value(column));
  }

  /** The keys, and something more, of the rows that meet a condition on these columns. */
  SqlText select(Set<String> columns, SqlText more, SqlText condition) {
    boolean plain = arePlain(columns);
    return TEMPLATE.fragment(
        "SELECT {}, {} FROM {} WHERE {}",
        plain ? TEMPLATE.fragment("{} AS {}", source.key(), KEY) : KEY,
        more,
        plain ? source.sql() : computed(columns),
        condition);
  }

  private boolean arePlain(Set<String> columns) {
    return columns.stream().allMatch(c -> isPlain(c) && recollated(c).isEmpty());
  }

  /** {@code "table"."column"}, which means the new value in a condition. */
  SqlText name(String column) {
    return to.value(column);
  }

  /** True where the column's value stays as it is. */
  boolean isPlain(String column) {
    if (isGenerated(column)) return isDefinedAsBefore(column) && !isComputedLater(column);
    return Objects.equals(values.get(column), name(column));
  }

  /**
   * True where the column may hold another value (a new one, or one that a new type makes of it),
   * or where another collation compares its values.
   */
  boolean moves(String column) {
    return !isPlain(column) || converts(column) || recollated(column).isPresent();
  }

  /** The collation that the column gets in place of another one. */
  Optional<String> recollated(String column) {
    Optional<Column> before = from.table().column(column);
    Optional<Column> after = to.table().column(column);
    if (before.isEmpty() || after.isEmpty()) return Optional.empty();
    String now = after.get().collation().orElse(BINARY);
    return Identifiers.isSame(now, before.get().collation().orElse(BINARY))
        ? Optional.empty()
        : Optional.of(now);
  }

  /** The new value as the column's type has it, which it converts without being told to. */
  SqlText stored(String column) {
    return converts(column) ? affinity(column).applied(name(column)) : name(column);
  }

  /** Another value, as this column's type would have it. */
  SqlText asStored(String column, SqlText value) {
    return affinity(column).applied(value);
  }

  private boolean converts(String column) {
    return from.table()
        .column(column)
        .filter(c -> !isGenerated(column))
        .filter(c -> Affinity.of(from.table(), c).changesIn(affinity(column)))
        .isPresent();
  }

  private Affinity affinity(String column) {
    return Affinity.of(to.table(), to.table().column(column).orElseThrow());
  }

  /**
   * True for a generated column that has no values yet, where these cannot be computed from the
   * rows either, since what its expression reads changes too.
   */
  boolean isUnknown(String column) {
    return isComputedLater(column)
        && (!isDefinedAsBefore(column)
            || sources(column).anyMatch(s -> isGenerated(s) || from.table().column(s).isEmpty()));
  }

  /** True for a generated column whose expression reads what gets other values. */
  private boolean isComputedLater(String column) {
    return isGenerated(column) && !sources(column).allMatch(this::stays);
  }

  private boolean isDefinedAsBefore(String column) {
    return from.table().column(column).equals(to.table().column(column));
  }

  /** True where a column exists and each row keeps the value that it has in it. */
  private boolean stays(String column) {
    if (from.table().column(column).isEmpty() || moves(column)) return false;
    return !isGenerated(column) || sources(column).allMatch(this::stays);
  }

  /** The columns that the expression of a generated column reads. */
  private Stream<String> sources(String column) {
    SqlText expression = expression(column);
    return to.table().columns().stream()
        .map(Column::name)
        .filter(other -> NameReferences.mentionsColumn(expression.written(), other));
  }

  private SqlText expression(String column) {
    return to.table().column(column).flatMap(Column::generated).orElseThrow().expression();
  }

  private boolean isGenerated(String column) {
    return to.table().column(column).flatMap(Column::generated).isPresent();
  }

  /** The rows with their new values, under the table's own name. */
  private SqlText computed(Set<String> columns) {
    return rows(columns, this::value, SqlText.of(""));
  }

  private SqlText rows(Set<String> columns, Function<String, SqlText> value, SqlText where) {
    Set<String> later = columns.stream().filter(this::isComputedLater).collect(Collectors.toSet());
    if (later.isEmpty()) return held(columns, value, where);
    Set<String> read = new LinkedHashSet<>(columns);
    read.removeAll(later);
    later.forEach(column -> sources(column).forEach(read::add));
    List<SqlText> computed =
        later.stream()
            .sorted()
            .map(
                c ->
                    TEMPLATE.fragment(
                        "{} AS {}",
                        affinity(c).applied(TEMPLATE.fragment("({})", expression(c))),
                        c))
            .toList();
    return TEMPLATE.fragment(
        "(SELECT *, {} FROM {}) AS {}", computed, held(read, value, where), to.name());
  }

  /** The rows with columns that hold what the move gives them. */
  private SqlText held(Set<String> columns, Function<String, SqlText> value, SqlText where) {
    List<SqlText> selected = new ArrayList<>();
    selected.add(TEMPLATE.fragment("{} AS {}", source.key(), KEY));
    for (String column : columns)
      selected.add(
          TEMPLATE.fragment(
              "{}{} AS {}",
              value.apply(column),
              ConstraintChecks.collate(recollated(column)),
              column));
    return TEMPLATE.fragment(
        "(SELECT {} FROM {}{}) AS {}", selected, source.sql(), where, to.name());
  }

  private SqlText value(String column) {
    SqlText value = values.get(column);
    if (value != null) return value;
    if (isGenerated(column) && isDefinedAsBefore(column)) return name(column);
    if (isGenerated(column))
      return affinity(column).applied(TEMPLATE.fragment("({})", expression(column)));
    return to.table().column(column).map(Expressions::usual).orElse(SqlText.of("NULL"));
  }
}
