package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.canonical.TableRules;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Questions to the rows of a table before it gets another definition: which of them it would not
 * take.
 *
 * <p>A row is asked as it will be: with the values that the copy gives it.
 */
public final class DataChecks {
  private final Situation situation;
  private final Direction direction;
  private final ProjectedRows future;
  private final PhysicalTable from;
  private final PhysicalTable to;
  private final Map<String, String> values;
  private final List<DataCheck> probes = new ArrayList<>();

  /** Which way the table goes. */
  public enum Direction {
    UP,
    DOWN;

    /** The rows when a question is asked: before all renames, or after them. */
    RowSource rows(Situation situation, PhysicalTable table) {
      return this == UP ? RowSource.beforeRenames(situation, table) : RowSource.asIs(table);
    }

    DataCheck probe(QualifiedName table, String id, Finding finding, String sql, String remedy) {
      return new DataCheck(
          (this == UP ? "" : "back:") + table + ":" + id, table, finding, sql, remedy);
    }
  }

  private DataChecks(
      Situation situation,
      Direction direction,
      PhysicalTable from,
      PhysicalTable to,
      Map<String, String> values) {
    this.situation = situation;
    this.direction = direction;
    this.future = new ProjectedRows(direction.rows(situation, from), from, to, values);
    this.from = from;
    this.to = to;
    this.values = values;
  }

  /** All that can stop moving the rows of one definition to another. */
  public static List<DataCheck> of(
      Situation situation,
      Direction direction,
      PhysicalTable from,
      PhysicalTable to,
      Map<String, String> values) {
    DataChecks checks = new DataChecks(situation, direction, from, to, values);
    checks.nulls();
    checks.types();
    checks.numbers();
    for (Constraint constraint : to.table().constraints()) checks.constraint(constraint);
    for (Index index : to.table().indexes()) {
      if (index.unique() && checks.isNew(index)) checks.unique(index);
    }
    checks.probes.addAll(new ReferringRows(situation, direction, checks.future).probes());
    return checks.probes;
  }

  /** Rows that a unique index would refuse. */
  public static List<DataCheck> ofIndex(
      Situation situation,
      Direction direction,
      PhysicalTable from,
      PhysicalTable to,
      Map<String, String> values,
      Index index) {
    DataChecks checks = new DataChecks(situation, direction, from, to, values);
    checks.computable(index);
    if (index.unique()) checks.unique(index);
    return checks.probes;
  }

  private void nulls() {
    Optional<String> alias = TableRules.rowidAlias(to.table()).map(Column::name);
    for (Column column : to.table().columns()) {
      boolean own = alias.filter(column.name()::equals).isPresent();
      if (column.nullable() || column.generated().isPresent() || own) continue;
      String value = values.get(column.name());
      boolean fresh = from.table().column(column.name()).isEmpty();
      if (value == null) {
        boolean filled = column.defaultValue().filter(d -> !DefaultValues.isNull(d)).isPresent();
        // Where rows are known to be there, the plan is refused for it already.
        if (filled || !situation.context().options().planForUnknownRows()) continue;
        add(
            "null:" + column.name(),
            CheckTexts.valueMissing(column.name()),
            future.all(),
            backfill(column));
      } else if (!future.isPlain(column.name())
          || fresh
          || from.table().column(column.name()).get().nullable()) {
        add(
            "null:" + column.name(),
            nullsIn(column),
            future.where(Set.of(column.name()), future.name(column.name()) + " IS NULL"),
            backfill(column));
      }
    }
  }

  private String convert(String column) {
    return direction == Direction.DOWN
        ? CheckTexts.CHANGE_THEN_ROLL_BACK
        : CheckTexts.addConversion(place(column));
  }

  private String place(String column) {
    return ObjectRef.table(to.name()).column(column).key();
  }

  private boolean isBackfilled(Column column) {
    return direction == Direction.UP
        && situation
            .context()
            .hints()
            .backfills()
            .containsKey(new ColumnRef(to.name(), column.name()));
  }

  private Finding nullsIn(Column column) {
    if (!future.isPlain(column.name())) {
      return isBackfilled(column)
          ? CheckTexts.nullsAfterBackfill(column.name())
          : CheckTexts.futureNulls(column.name());
    }
    return direction == Direction.UP
        ? CheckTexts.nulls(column.name())
        : CheckTexts.nullsForOldSchema(column.name());
  }

  private String backfill(Column column) {
    if (direction == Direction.DOWN) return CheckTexts.VALUE_THEN_ROLL_BACK;
    return isBackfilled(column)
        ? CheckTexts.completeBackfill(column.name())
        : CheckTexts.addBackfill(place(column.name()));
  }

  /** A STRICT table refuses what does not become its type. */
  private void types() {
    if (!to.isStrict()) return;
    for (Column column : to.table().columns()) {
      if (column.generated().isPresent() || !values.containsKey(column.name())) continue;
      boolean sameType =
          from.isStrict()
              && future.isPlain(column.name())
              && from.table()
                  .column(column.name())
                  .filter(c -> c.type().equalsIgnoreCase(column.type()))
                  .isPresent();
      String misfit = misfit(column);
      if (sameType || misfit.isEmpty()) continue;
      add(
          "type:" + column.name(),
          CheckTexts.misfits(column.name(), column.type()),
          future.where(Set.of(column.name()), misfit),
          convert(column.name()));
    }
  }

  /**
   * A column that becomes the rowid takes whole numbers only, and makes one up where there is none.
   */
  private void numbers() {
    Optional<Column> alias = TableRules.rowidAlias(to.table());
    if (alias.isEmpty() || !values.containsKey(alias.get().name())) return;
    String name = alias.get().name();
    boolean already =
        TableRules.rowidAlias(from.table()).map(Column::name).filter(name::equals).isPresent();
    if (already || from.table().column(name).isEmpty()) return;
    add(
        "rowid:" + name,
        CheckTexts.noWholeNumber(name),
        future.where(Set.of(name), future.name(name) + " IS NULL OR " + misfit(name, "INTEGER")),
        convert(name));
  }

  private String misfit(Column column) {
    return misfit(column.name(), column.type());
  }

  private String misfit(String column, String type) {
    String value = future.name(column);
    return switch (type.toUpperCase(Locale.ROOT)) {
      case "INT", "INTEGER" ->
          value
              + " IS NOT NULL AND (typeof("
              + value
              + ") = 'blob' OR "
              + value
              + " <> CAST("
              + value
              + " AS INTEGER))";
      case "REAL" ->
          "typeof("
              + value
              + ") = 'blob' OR typeof("
              + value
              + ") = 'text' AND "
              + value
              + " <> CAST("
              + value
              + " AS NUMERIC)";
      case "TEXT" -> "typeof(" + value + ") = 'blob'";
      case "BLOB" -> "typeof(" + value + ") NOT IN ('blob', 'null')";
      default -> "";
    };
  }

  private void constraint(Constraint constraint) {
    boolean known =
        from.table().constraints().stream()
            .anyMatch(
                c -> c.withName(Optional.empty()).equals(constraint.withName(Optional.empty())));
    Set<String> columns =
        constraint.match(
            PrimaryKey::columns,
            UniqueConstraint::columns,
            ForeignKey::columns,
            this::mentioned,
            exclusion -> Set.<String>of());
    if (known && columns.stream().noneMatch(future::moves)) return;
    constraint
        .<Runnable>match(
            key -> () -> unique(key, key.keys()),
            unique -> () -> unique(unique, unique.keys()),
            foreign -> () -> foreignKey(foreign),
            check -> () -> check(check, columns),
            exclusion -> () -> {})
        .run();
  }

  private void check(CheckConstraint check, Set<String> columns) {
    if (columns.stream().anyMatch(future::isUnknown)) return;
    add(
        "check:" + check.name().orElse(check.expression().canonical()),
        CheckTexts.violations(check),
        future.whereStored(columns, "NOT (" + check.expression().written() + ")"),
        direction == Direction.DOWN
            ? CheckTexts.CHANGE_THEN_ROLL_BACK
            : CheckTexts.changeRowsOr("the check"));
  }

  private Set<String> mentioned(CheckConstraint check) {
    Set<String> columns = new LinkedHashSet<>();
    for (Column column : to.table().columns()) {
      if (situation.dialect().mentionsColumn(check.expression(), column.name()))
        columns.add(column.name());
    }
    return columns;
  }

  private void unique(Constraint constraint, List<IndexKey> keys) {
    unique(StepTitles.constraint(constraint), keys, Optional.empty(), constraint.columns());
  }

  /**
   * An expression may fail on a row, as a JSON function does on a text that is none. The condition
   * is never true; computing it is what counts.
   */
  private void computable(Index index) {
    Set<String> columns = mentioned(index);
    List<String> texts = new ArrayList<>();
    index.keys().forEach(k -> k.expression().ifPresent(e -> texts.add(e.written())));
    index.where().ifPresent(w -> texts.add(w.written()));
    texts.removeIf(text -> !text.contains("("));
    if (texts.isEmpty() || columns.stream().anyMatch(future::isUnknown)) return;
    List<String> conditions = new ArrayList<>();
    for (String text : texts) conditions.add("typeof(" + text + ") = ''");
    add(
        "index:" + index.name(),
        CheckTexts.uncomputable(StepTitles.index(index)),
        future.where(columns, String.join(" OR ", conditions)),
        direction == Direction.DOWN
            ? CheckTexts.CHANGE_THEN_ROLL_BACK
            : CheckTexts.changeRowsOr("the index"));
  }

  private boolean isNew(Index index) {
    return from.table().index(index.name()).filter(index::equals).isEmpty()
        || index.columns().stream().anyMatch(future::moves);
  }

  private Set<String> mentioned(Index index) {
    List<SqlText> texts = new ArrayList<>(index.where().stream().toList());
    index.keys().forEach(k -> k.expression().ifPresent(texts::add));
    Set<String> columns = new LinkedHashSet<>();
    for (Column column : to.table().columns()) {
      boolean named =
          index.columns().contains(column.name())
              || texts.stream().anyMatch(t -> situation.dialect().mentionsColumn(t, column.name()));
      if (named) columns.add(column.name());
    }
    return columns;
  }

  private void unique(Index index) {
    Set<String> columns = mentioned(index);
    unique(
        "unique index " + index.name(), index.keys(), index.where().map(Object::toString), columns);
  }

  private void unique(
      String what, List<IndexKey> keys, Optional<String> where, Set<String> columns) {
    if (columns.stream().anyMatch(future::isUnknown)) return;
    List<String> parts = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    for (IndexKey key : keys) {
      String part =
          key.column()
              .map(future::stored)
              .orElseGet(() -> "(" + key.expression().orElseThrow().written() + ")");
      conditions.add(part + " IS NOT NULL");
      parts.add(
          part + key.collation().or(() -> collation(key)).map(c -> " COLLATE " + c).orElse(""));
    }
    where.ifPresent(w -> conditions.add("(" + w + ")"));
    String counted =
        future.select(
            columns,
            "count(*) OVER (PARTITION BY " + String.join(", ", parts) + ") AS \"underpin_alike\"",
            String.join(" AND ", conditions));
    add(
        "unique:" + what,
        CheckTexts.duplicates(columns, what),
        "SELECT \"" + ProjectedRows.KEY + "\" FROM (" + counted + ") WHERE \"underpin_alike\" > 1",
        direction == Direction.DOWN
            ? CheckTexts.CHANGE_THEN_ROLL_BACK
            : CheckTexts.removeDuplicates(what));
  }

  private Optional<String> collation(IndexKey key) {
    return key.column().flatMap(to.table()::column).flatMap(Column::collation);
  }

  private void foreignKey(ForeignKey key) {
    if (key.columnList().stream().anyMatch(future::isUnknown)) return;
    List<String> conditions = new ArrayList<>();
    for (String column : key.columnList()) conditions.add(future.name(column) + " IS NOT NULL");
    Optional<Table> parent = parent(key);
    if (parent.isEmpty()) {
      if (direction == Direction.DOWN) return;
    } else {
      List<String> referenced = referenced(key, parent.get());
      // Values of a column that is yet to come cannot be asked; the end of the step looks.
      if (referenced.stream().anyMatch(c -> parent.get().column(c).isEmpty())) return;
      conditions.add("NOT EXISTS (" + parentRow(key, parent.get(), referenced) + ")");
    }
    add(
        "fk:" + key.name().orElse(String.join(",", key.columnList()) + ">" + key.references()),
        CheckTexts.orphans(key.references(), key.columnList()),
        future.where(key.columns(), String.join(" AND ", conditions)),
        direction == Direction.DOWN
            ? CheckTexts.CHANGE_THEN_ROLL_BACK
            : CheckTexts.addParents(key.references()));
  }

  /** The referenced table as it is when the question is asked. */
  private Optional<Table> parent(ForeignKey key) {
    var schema =
        direction == Direction.UP ? situation.context().renamed() : situation.context().target();
    return schema.tables().values().stream()
        .filter(t -> Situation.same(t.name(), key.references()))
        .findFirst();
  }

  private static List<String> referenced(ForeignKey key, Table parent) {
    return key.referencedColumns().isEmpty()
        ? parent.primaryKey().map(PrimaryKey::columns).map(List::copyOf).orElse(List.of())
        : key.referencedColumns();
  }

  private String parentRow(ForeignKey key, Table parent, List<String> referenced) {
    boolean up = direction == Direction.UP;
    QualifiedName table = up ? situation.liveName(parent.name()) : parent.name();
    Map<String, String> renamed = up ? situation.renamedColumns(parent.name()) : Map.of();
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < Math.min(referenced.size(), key.columnList().size()); i++) {
      String column = renamed.getOrDefault(referenced.get(i), referenced.get(i));
      conditions.add(
          "\"underpin_parent\"."
              + Identifiers.quote(column)
              // Without an affinity of its own: the parent's counts.
              + " = +("
              + future.stored(key.columnList().get(i))
              + ")");
    }
    return "SELECT 1 FROM "
        + Identifiers.quote(table.name())
        + " AS \"underpin_parent\" WHERE "
        + String.join(" AND ", conditions);
  }

  private void add(String id, Finding finding, String sql, String remedy) {
    probes.add(direction.probe(to.name(), id, finding, sql, remedy));
  }
}
