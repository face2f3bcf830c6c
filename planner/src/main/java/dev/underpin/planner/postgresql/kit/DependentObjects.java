package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.recipe.StepKey;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
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
 * What depends on columns and has to be out of the way for one statement, though it is the same
 * before and after: statements that take it down, and that put it back.
 *
 * <p>A generated column bars a change of the type that it is computed from; what is dropped
 * together with a column would not come back by itself; constants of a type that is recreated would
 * not be cast by themselves.
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
   * @param schema what is there when the step runs, under the names that it has then
   * @param stays tells of a part of a table whether it is there before and after
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
    return context
        .target()
        .table(table)
        .filter(
            t ->
                t.columns().contains(part)
                    || t.constraints().contains(part)
                    || t.indexes().contains(part))
        .isPresent();
  }

  /** A part of a table that is taken down and put back. */
  public record Piece(QualifiedName table, Object part, String down, List<String> up) {}

  public List<String> down() {
    return down(piece -> true);
  }

  public List<String> up() {
    return up(piece -> true);
  }

  /** Take down only some of it: the others are not there. */
  public List<String> down(Predicate<Piece> there) {
    return Stream.of(keys, parts, columns)
        .flatMap(List::stream)
        .filter(there)
        .map(Piece::down)
        .toList();
  }

  /** Put back only some of it. */
  public List<String> up(Predicate<Piece> again) {
    return Stream.of(columns, parts, keys)
        .flatMap(List::stream)
        .filter(again)
        .flatMap(p -> p.up().stream())
        .toList();
  }

  /** All that is taken down. */
  public List<Piece> pieces() {
    return Stream.of(keys, parts, columns).flatMap(List::stream).toList();
  }

  /** The renames that must have happened for these statements to find what they speak of. */
  public List<StepKey> needs() {
    List<StepKey> keys = new ArrayList<>();
    mentioned.forEach((table, columns) -> keys.addAll(context.renamesOf(table, columns)));
    return keys;
  }

  /** A column changes its type: what is computed from it goes. */
  public void retyped(QualifiedName table, String column) {
    schema
        .table(table)
        .ifPresent(
            t -> {
              computedFrom(t, column);
              keysOnIncluded(t, column);
            });
  }

  /** A column is dropped and recreated: all that depends on it goes. */
  public void remade(QualifiedName name, String column) {
    Optional<Table> table = schema.table(name);
    if (table.isEmpty()) return;
    computedFrom(table.get(), column);
    standingOn(table.get(), column);
  }

  /** A column's type is recreated: all that has constants of it goes as well. */
  public void typeRemade(QualifiedName name, String column) {
    Optional<Table> table = schema.table(name);
    if (table.isEmpty()) return;
    computedFrom(table.get(), column);
    for (CheckConstraint check : table.get().constraintsOf(CheckConstraint.class)) {
      if (context.dialect().mentionsColumn(check.expression(), column))
        takeDown(table.get(), check);
    }
    for (Index index : table.get().indexes()) {
      if (context.inExpression(index, column)) takeDown(table.get(), index);
    }
    foreignKeys(table.get(), column);
  }

  private void computedFrom(Table table, String column) {
    for (Column other : table.columns()) {
      boolean computed =
          other
              .generated()
              .filter(g -> context.dialect().mentionsColumn(g.expression(), column))
              .isPresent();
      if (!computed || other.name().equals(column) || !stays.test(table.name(), other)) continue;
      if (!seen.add(List.of(table.name(), other))) continue;
      standingOn(table, other.name());
      mention(table, List.of(other.name()));
      columns.add(
          new Piece(
              table.name(),
              other,
              context.ddl().dropColumn(table.name(), other.name()),
              context.addColumn(table.name(), other)));
    }
  }

  /**
   * A key that includes the column is recreated by the server, which then finds the foreign keys
   * that depend on it.
   */
  private void keysOnIncluded(Table table, String column) {
    for (Constraint key : table.constraints()) {
      List<String> include =
          key instanceof UniqueConstraint u
              ? u.include()
              : key instanceof PrimaryKey p ? p.include() : List.of();
      if (!include.contains(column)) continue;
      for (Table other : schema.tables().values()) {
        for (ForeignKey foreign : other.constraintsOf(ForeignKey.class)) {
          boolean stands =
              foreign.references().equals(table.name())
                  && Set.copyOf(foreign.referencedColumns()).equals(key.columns());
          if (stands) takeDown(other, foreign);
        }
      }
    }
  }

  private void standingOn(Table table, String column) {
    for (Constraint constraint : table.constraints()) {
      boolean stands = !(constraint instanceof ForeignKey);
      if (stands && context.mentioned(table.name(), constraint).contains(column))
        takeDown(table, constraint);
    }
    for (Index index : table.indexes()) {
      if (context.mentioned(table.name(), index).contains(column)) takeDown(table, index);
    }
    foreignKeys(table, column);
  }

  private void foreignKeys(Table table, String column) {
    for (Table other : schema.tables().values()) {
      for (ForeignKey key : other.constraintsOf(ForeignKey.class)) {
        boolean from = other.name().equals(table.name()) && key.columnList().contains(column);
        boolean to =
            key.references().equals(table.name()) && key.referencedColumns().contains(column);
        if (from || to) takeDown(other, key);
      }
    }
  }

  private void takeDown(Table table, Constraint constraint) {
    if (!stays.test(table.name(), constraint) || !seen.add(List.of(table.name(), constraint)))
      return;
    mention(table, context.mentioned(table.name(), constraint));
    List<String> up = new ArrayList<>(List.of(context.ddl().addConstraint(table, constraint)));
    context.comment(table.name(), constraint).ifPresent(up::add);
    String down = context.ddl().dropConstraint(table.name(), constraint.name().orElseThrow());
    (constraint instanceof ForeignKey ? keys : parts)
        .add(new Piece(table.name(), constraint, down, up));
  }

  private void takeDown(Table table, Index index) {
    if (!stays.test(table.name(), index) || !seen.add(List.of(table.name(), index))) return;
    mention(table, context.mentioned(table.name(), index));
    List<String> up =
        new ArrayList<>(List.of(context.ddl().createIndex(table.name(), index, false)));
    context.comment(table.name(), index).ifPresent(up::add);
    String down = context.ddl().dropIndex(table.name().withName(index.name()), false);
    parts.add(new Piece(table.name(), index, down, up));
  }

  private void mention(Table table, Iterable<String> columns) {
    Set<String> all = mentioned.computeIfAbsent(table.name(), t -> new TreeSet<>());
    columns.forEach(all::add);
  }
}
