package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.Descriptions;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which rows the constraints and indexes of a table's new definition would refuse. A row is asked
 * as it will be, with the values that the move gives it.
 */
final class ConstraintChecks {
  private static final String ALIKE = "underpin_alike";
  private static final String PARENT = "underpin_parent";

  private final TableMove move;
  private final MovedRows rows;
  private final PhysicalTable from;
  private final PhysicalTable to;
  private final Dialect dialect;
  private final List<DataCheck> checks = new ArrayList<>();

  ConstraintChecks(TableMove move) {
    this.move = move;
    this.rows = move.rows();
    this.from = move.from();
    this.to = move.to();
    this.dialect = move.context().dialect();
  }

  List<DataCheck> all() {
    for (Constraint constraint : to.table().constraints()) constraint(constraint);
    for (Index index : to.table().indexes()) {
      boolean kept = from.table().index(index.name()).filter(index::equals).isPresent();
      boolean moves = index.columns().stream().anyMatch(rows::moves);
      if (index.unique() && (!kept || moves)) unique(index);
    }
    return checks;
  }

  List<DataCheck> ofIndex(Index index) {
    computable(index);
    if (index.unique()) unique(index);
    return checks;
  }

  private void constraint(Constraint constraint) {
    Constraint unnamed = constraint.withName(Optional.empty());
    boolean known =
        from.table().constraints().stream()
            .anyMatch(c -> c.withName(Optional.empty()).equals(unnamed));
    Set<String> columns =
        constraint.match(
            PrimaryKey::columns,
            UniqueConstraint::columns,
            ForeignKey::columns,
            check -> columns(c -> dialect.mentionsColumn(check.expression(), c)),
            exclusion -> Set.<String>of());
    if (known && columns.stream().noneMatch(rows::moves)) return;
    if (areUnknown(columns)) return;
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
    checks.add(
        move.check(
            "check:" + check.name().orElse(check.expression().canonical()),
            CheckTexts.violations(check),
            rows.whereStored(columns, TEMPLATE.fragment("NOT ({})", check.expression())),
            CheckTexts.changeRowsOr("the check")));
  }

  /**
   * An expression may fail on a row, as a JSON function does on a text that is none. The condition
   * is never true; computing it is what counts.
   */
  private void computable(Index index) {
    List<SqlText> conditions =
        texts(index).stream()
            .filter(text -> text.written().contains("("))
            .map(text -> TEMPLATE.fragment("typeof({}) = ''", text))
            .toList();
    Set<String> columns = columns(index);
    if (conditions.isEmpty() || areUnknown(columns)) return;
    checks.add(
        move.check(
            "index:" + index.name(),
            CheckTexts.uncomputable(Descriptions.index(index)),
            rows.where(columns, Expressions.joined(conditions, " OR ")),
            CheckTexts.changeRowsOr("the index")));
  }

  private void unique(Constraint constraint, List<IndexKey> keys) {
    unique(Descriptions.constraint(constraint), keys, Optional.empty(), constraint.columns());
  }

  private void unique(Index index) {
    Set<String> columns = columns(index);
    if (areUnknown(columns)) return;
    unique("unique index " + index.name(), index.keys(), index.where(), columns);
  }

  private void unique(
      String what, List<IndexKey> keys, Optional<SqlText> where, Set<String> columns) {
    List<SqlText> parts = new ArrayList<>();
    List<SqlText> conditions = new ArrayList<>();
    for (IndexKey key : keys) {
      SqlText part =
          key.column()
              .map(rows::stored)
              .orElseGet(() -> TEMPLATE.fragment("({})", key.expression().orElseThrow()));
      conditions.add(TEMPLATE.fragment("{} IS NOT NULL", part));
      Optional<String> collation =
          key.collation()
              .or(() -> key.column().flatMap(to.table()::column).flatMap(Column::collation));
      parts.add(TEMPLATE.fragment("{}{}", part, collate(collation)));
    }
    where.ifPresent(w -> conditions.add(TEMPLATE.fragment("({})", w)));
    SqlText count = TEMPLATE.fragment("count(*) OVER (PARTITION BY {}) AS {}", parts, ALIKE);
    checks.add(
        move.check(
            "unique:" + what,
            CheckTexts.duplicates(columns, what),
            TEMPLATE.fragment(
                "SELECT {} FROM ({}) WHERE {} > 1",
                MovedRows.KEY,
                rows.select(columns, count, Expressions.and(conditions)),
                ALIKE),
            CheckTexts.removeDuplicates(what)));
  }

  /** How values are compared; a collation is named as it is written. */
  static Optional<SqlText> collate(Optional<String> collation) {
    return collation.map(c -> TEMPLATE.fragment(" COLLATE {}", SqlText.of(c)));
  }

  private void foreignKey(ForeignKey key) {
    List<SqlText> conditions = new ArrayList<>();
    for (String column : key.columnList())
      conditions.add(TEMPLATE.fragment("{} IS NOT NULL", rows.name(column)));
    Optional<Table> parent = ParentKeys.parent(move.schemaBefore(), key);
    if (parent.isPresent()) {
      // A key that names no columns references the primary key as it is to be.
      Table later = ParentKeys.parent(move.schemaAfter(), key).orElse(parent.get());
      List<String> referenced = ParentKeys.referenced(key, later);
      Optional<SqlText> parentRow = parentRow(key, parent.get(), later, referenced);
      if (parentRow.isEmpty()) return;
      conditions.add(TEMPLATE.fragment("NOT EXISTS ({})", parentRow.get()));
    } else if (!move.forward()) {
      return;
    }
    checks.add(
        move.check(
            "fk:" + key.name().orElse(String.join(",", key.columnList()) + ">" + key.references()),
            CheckTexts.orphans(key.references(), key.columnList()),
            rows.where(key.columns(), Expressions.and(conditions)),
            CheckTexts.addParents(key.references())));
  }

  /**
   * The query of a row's parent; absent where it takes the values of a column that does not exist
   * yet, which cannot be asked: the end of the step looks.
   */
  private Optional<SqlText> parentRow(
      ForeignKey key, Table parent, Table later, List<String> referenced) {
    List<SqlText> conditions = new ArrayList<>();
    for (int i = 0; i < Math.min(referenced.size(), key.columnList().size()); i++) {
      Optional<SqlText> inParent = parentValue(parent, later, referenced.get(i));
      if (inParent.isEmpty()) return Optional.empty();
      SqlText value = rows.stored(key.columnList().get(i));
      // Without an affinity of its own: the parent's counts.
      conditions.add(TEMPLATE.fragment("{}.{} = +({})", PARENT, inParent.get(), value));
    }
    return Optional.of(
        TEMPLATE.fragment(
            "SELECT 1 FROM {} AS {} WHERE {}",
            move.forward() ? move.context().live(parent.name()) : parent.name(),
            PARENT,
            Expressions.and(conditions)));
  }

  /** A column of the parent, or the rowid, whose value a new column takes that is one. */
  private Optional<SqlText> parentValue(Table parent, Table later, String column) {
    SqliteContext context = move.context();
    if (parent.column(column).isPresent()) {
      Map<String, String> renamed =
          move.forward() ? context.renamedColumns(parent.name()) : Map.of();
      return Optional.of(TEMPLATE.fragment("{}", renamed.getOrDefault(column, column)));
    }
    boolean becomesRowid =
        move.forward() && PhysicalTable.of(later).rowidAlias().filter(column::equals).isPresent();
    return becomesRowid ? PhysicalTable.of(parent).rowid().map(SqlText::of) : Optional.empty();
  }

  private boolean areUnknown(Set<String> columns) {
    return columns.stream().anyMatch(rows::isUnknown);
  }

  private Set<String> columns(Index index) {
    List<SqlText> texts = texts(index);
    return columns(
        c ->
            index.columns().contains(c)
                || texts.stream().anyMatch(t -> dialect.mentionsColumn(t, c)));
  }

  /** The expressions of an index, and its predicate. */
  private static List<SqlText> texts(Index index) {
    List<SqlText> texts = new ArrayList<>();
    index.keys().forEach(k -> k.expression().ifPresent(texts::add));
    index.where().ifPresent(texts::add);
    return texts;
  }

  private Set<String> columns(Predicate<String> wanted) {
    return to.table().columns().stream()
        .map(Column::name)
        .filter(wanted)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
