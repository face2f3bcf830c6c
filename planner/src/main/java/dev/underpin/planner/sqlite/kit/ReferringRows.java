package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.sqlite.kit.DataChecks.Direction;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Questions to the rows that refer to a table whose values are about to become others: which of
 * them would not find theirs again. 1 refers to 1.0, and not to '1.0', which is what a text makes
 * of it: the value of the child is compared as the parent's column has it (<a
 * href="https://sqlite.org/foreignkeys.html#fk_basics">Foreign Key Support</a>).
 */
final class ReferringRows {
  private final Situation situation;
  private final Direction direction;
  private final ProjectedRows parents;
  private final Schema source;
  private final Schema target;

  /**
   * @param parents the rows of the table that changes
   */
  ReferringRows(Situation situation, Direction direction, ProjectedRows parents) {
    this.situation = situation;
    this.direction = direction;
    this.parents = parents;
    boolean up = direction == Direction.UP;
    source = up ? situation.context().renamed() : situation.context().target();
    target = up ? situation.context().target() : situation.context().renamed();
  }

  List<DataCheck> probes() {
    List<DataCheck> probes = new ArrayList<>();
    for (Table child : source.tables().values()) {
      for (ForeignKey key : child.constraintsOf(ForeignKey.class)) {
        if (Situation.same(key.references(), parents.to().name()) && stays(child, key))
          probe(child, key).ifPresent(probes::add);
      }
    }
    return probes;
  }

  /** A child that changes as well is left to the end of the step. */
  private boolean stays(Table child, ForeignKey key) {
    Optional<Table> after = target.table(child.name());
    return after.isPresent()
        && after.get().constraintsOf(ForeignKey.class).stream()
            .anyMatch(k -> k.withName(Optional.empty()).equals(key.withName(Optional.empty())))
        && key.columnList().stream()
            .allMatch(
                c ->
                    child.column(c).isPresent()
                        && child
                            .column(c)
                            .map(Column::type)
                            .equals(after.get().column(c).map(Column::type)));
  }

  private Optional<DataCheck> probe(Table child, ForeignKey key) {
    List<String> referenced =
        key.referencedColumns().isEmpty()
            ? parents
                .to()
                .table()
                .primaryKey()
                .map(PrimaryKey::columns)
                .map(List::copyOf)
                .orElse(List.of())
            : key.referencedColumns();
    boolean known =
        referenced.size() == key.columnList().size()
            && referenced.stream()
                .allMatch(
                    c ->
                        parents.to().table().column(c).isPresent()
                            && parents.from().table().column(c).isPresent()
                            && !parents.isUnknown(c));
    if (!known || referenced.stream().noneMatch(parents::moves)) return Optional.empty();

    RowSource children =
        direction.rows(situation, new PhysicalTable(child, List.of(), Optional.empty()));
    List<String> values =
        key.columnList().stream()
            .map(c -> Identifiers.quote(child.name().name()) + "." + Identifiers.quote(c))
            .toList();
    List<String> conditions = new ArrayList<>();
    values.forEach(v -> conditions.add(v + " IS NOT NULL"));
    conditions.add(
        tuple(
                values.size(),
                i -> "+" + values.get(i) + collation(parents.from(), referenced.get(i)))
            + " IN ("
            + now(referenced)
            + ")");
    conditions.add(
        tuple(
                values.size(),
                i ->
                    parents.asStored(referenced.get(i), values.get(i))
                        + collation(parents.to(), referenced.get(i)))
            + " NOT IN ("
            + later(referenced)
            + ")");
    String sql =
        "SELECT "
            + children.key()
            + " FROM "
            + children.sql()
            + " WHERE "
            + String.join(" AND ", conditions);
    return Optional.of(
        direction.probe(
            child.name(),
            "parent:" + parents.to().name() + ":" + String.join(", ", key.columnList()),
            CheckTexts.changingKey(parents.to().name(), referenced, key.columnList()),
            sql,
            direction == Direction.UP ? CheckTexts.CORRECT_OR_CONVERT : CheckTexts.CORRECT_ROWS));
  }

  /** The referenced values as they are when the question is asked. */
  private String now(List<String> referenced) {
    List<String> columns = referenced.stream().map(Identifiers::quote).toList();
    return "SELECT " + String.join(", ", columns) + " FROM " + parents.source().sql();
  }

  /** The referenced values as they will be. */
  private String later(List<String> referenced) {
    Set<String> columns = new LinkedHashSet<>(referenced);
    List<String> selected = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    for (String column : referenced) {
      String name = Identifiers.quote("underpin_value_" + names.size());
      names.add(name);
      selected.add(parents.stored(column) + " AS " + name);
      conditions.add(parents.name(column) + " IS NOT NULL");
    }
    return "SELECT "
        + String.join(", ", names)
        + " FROM ("
        + parents.select(columns, String.join(", ", selected), String.join(" AND ", conditions))
        + ")";
  }

  /** The values of a key are compared as the column that is referenced collates them. */
  private static String collation(PhysicalTable parent, String column) {
    return parent
        .table()
        .column(column)
        .flatMap(Column::collation)
        .map(c -> " COLLATE " + c)
        .orElse("");
  }

  private static String tuple(int size, IntFunction<String> part) {
    String parts = IntStream.range(0, size).mapToObj(part).collect(Collectors.joining(", "));
    return size == 1 ? parts : "(" + parts + ")";
  }
}
