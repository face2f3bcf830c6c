package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.recipe.StepKey;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What depends on columns and is dropped and added again around one statement, though it is the
 * same before and after.
 *
 * <p>A generated column prevents a change of the type that it is computed from; what the server
 * drops together with a column does not come back by itself; constants of a type that is recreated
 * are not cast by themselves.
 */
public final class DependentObjects {
  private final PostgresContext context;
  private final Schema schema;
  private final BiPredicate<QualifiedName, Object> stays;
  private final Set<Object> seen = new HashSet<>();
  private final List<Piece> keys = new ArrayList<>();
  private final List<Piece> parts = new ArrayList<>();
  private final List<Piece> columns = new ArrayList<>();
  private final Map<QualifiedName, Set<String>> mentioned = new HashMap<>();

  /**
   * Nothing yet.
   *
   * @param schema the schema when the step runs
   * @param stays tells of a part of a table whether it is the same before and after
   */
  public DependentObjects(
      PostgresContext context, Schema schema, BiPredicate<QualifiedName, Object> stays) {
    this.context = context;
    this.schema = schema;
    this.stays = stays;
  }

  /** What is the same in the schema after the renames and in the desired one. */
  public static DependentObjects unchanged(PostgresContext context) {
    return new DependentObjects(
        context, context.renamed(), (table, part) -> isInTarget(context, table, part));
  }

  /** True for a part of a table that the desired schema has just so. */
  public static boolean isInTarget(PostgresContext context, QualifiedName table, Object part) {
    return context.target().table(table).stream()
        .flatMap(t -> Stream.of(t.columns(), t.constraints(), t.indexes()))
        .anyMatch(parts -> parts.contains(part));
  }

  /** A part of a table that is dropped and added again. */
  public record Piece(QualifiedName table, Object part, String down, List<String> up) {}

  public List<String> down() {
    return down(piece -> true);
  }

  public List<String> up() {
    return up(piece -> true);
  }

  /** Drop only some of it: the others do not exist. */
  public List<String> down(Predicate<Piece> exists) {
    return pieces().stream().filter(exists).map(Piece::down).toList();
  }

  /** Add only some of it again. */
  public List<String> up(Predicate<Piece> again) {
    return Stream.of(columns, parts, keys)
        .flatMap(List::stream)
        .filter(again)
        .flatMap(p -> p.up().stream())
        .toList();
  }

  /** All that is dropped. */
  public List<Piece> pieces() {
    return Stream.of(keys, parts, columns).flatMap(List::stream).toList();
  }

  /** The renames that must have happened before these statements. */
  public List<StepKey> needs() {
    List<StepKey> keys = new ArrayList<>();
    mentioned.forEach((table, columns) -> keys.addAll(context.renamesOf(table, columns)));
    return keys;
  }

  /** A column changes its type: what is computed from it is recreated. */
  public void retyped(QualifiedName name, String column) {
    Optional<Table> table = schema.table(name);
    if (table.isEmpty()) return;
    recreateComputed(table.get(), column);
    // The server recreates a key that includes the column, and finds the foreign keys on it.
    for (Constraint key : table.get().constraints()) {
      if (key.include().contains(column))
        recreateForeignKeys(
            (child, foreign) ->
                foreign.references().equals(name)
                    && Set.copyOf(foreign.referencedColumns()).equals(key.columns()));
    }
  }

  /** A column is recreated: all that depends on it is, too. */
  public void remade(QualifiedName name, String column) {
    Optional<Table> table = schema.table(name);
    if (table.isEmpty()) return;
    recreateComputed(table.get(), column);
    recreateOn(table.get(), column);
  }

  /** The column itself is recreated as it is, with all that depends on it. */
  public void recreated(QualifiedName table, Column column) {
    remade(table, column.name());
    String drop = context.ddl().dropColumn(table, column.name());
    columns.add(new Piece(table, column, drop, context.addColumn(table, column)));
  }

  /** A column's type is recreated: all that has constants of it is, too. */
  public void typeRemade(QualifiedName name, String column) {
    Optional<Table> table = schema.table(name);
    if (table.isEmpty()) return;
    recreateComputed(table.get(), column);
    for (CheckConstraint check : table.get().constraintsOf(CheckConstraint.class)) {
      if (mentions(check.expression(), column)) recreate(table.get(), check);
    }
    for (Index index : table.get().indexes()) {
      if (context.inExpression(index, column)) recreate(table.get(), index);
    }
    recreateForeignKeys(table.get(), column);
  }

  private void recreateComputed(Table table, String column) {
    QualifiedName name = table.name();
    for (Column other : table.columns()) {
      if (other.name().equals(column)
          || other.generated().filter(g -> mentions(g.expression(), column)).isEmpty()
          || !isNew(table, other, List.of(other.name()))) continue;
      recreateOn(table, other.name());
      String drop = context.ddl().dropColumn(name, other.name());
      columns.add(new Piece(name, other, drop, context.addColumn(name, other)));
    }
  }

  private void recreateOn(Table table, String column) {
    for (Constraint constraint : table.constraints()) {
      if (!(constraint instanceof ForeignKey)
          && context.mentioned(table.name(), constraint).contains(column))
        recreate(table, constraint);
    }
    for (Index index : table.indexes()) {
      if (context.mentioned(table.name(), index).contains(column)) recreate(table, index);
    }
    recreateForeignKeys(table, column);
  }

  private void recreateForeignKeys(Table table, String column) {
    recreateForeignKeys(
        (child, key) ->
            child.name().equals(table.name()) && key.columnList().contains(column)
                || key.references().equals(table.name())
                    && key.referencedColumns().contains(column));
  }

  private void recreateForeignKeys(BiPredicate<Table, ForeignKey> depends) {
    for (Table child : schema.tables().values()) {
      for (ForeignKey key : child.constraintsOf(ForeignKey.class)) {
        if (depends.test(child, key)) recreate(child, key);
      }
    }
  }

  private void recreate(Table table, Constraint constraint) {
    QualifiedName name = table.name();
    if (!isNew(table, constraint, context.mentioned(name, constraint))) return;
    String drop = context.ddl().dropConstraint(name, constraint.name().orElseThrow());
    (constraint instanceof ForeignKey ? keys : parts)
        .add(new Piece(name, constraint, drop, context.addConstraint(table, constraint)));
  }

  private void recreate(Table table, Index index) {
    QualifiedName name = table.name();
    if (!isNew(table, index, context.mentioned(name, index))) return;
    String drop = context.ddl().dropIndex(name.withName(index.name()), false);
    parts.add(new Piece(name, index, drop, context.createIndex(name, index, false)));
  }

  private boolean isNew(Table table, Object part, Collection<String> columns) {
    if (!stays.test(table.name(), part) || !seen.add(List.of(table.name(), part))) return false;
    mentioned.computeIfAbsent(table.name(), t -> new TreeSet<>()).addAll(columns);
    return true;
  }

  private boolean mentions(SqlText expression, String column) {
    return context.dialect().mentionsColumn(expression, column);
  }
}
