package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.introspect.OwnNames;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A table while its parts come in, each from a query of its own. */
public final class TableBuilder {
  public final QualifiedName name;
  private final Optional<String> comment;
  private final SortedMap<String, String> options;
  private final TreeMap<Integer, Column> columns = new TreeMap<>();
  private final Map<Integer, Long> collations = new HashMap<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private final List<Index> indexes = new ArrayList<>();
  private final Set<String> otherNames = new HashSet<>();

  public TableBuilder(QualifiedName name, Optional<String> comment, Map<String, String> options) {
    this.name = name;
    this.comment = comment;
    this.options = Options.copy(options);
  }

  void put(int number, Column column, long collation) {
    columns.put(number, column);
    collations.put(number, collation);
  }

  /** The oid of a column's collation, 0 where it has none. */
  long collationOf(int number) {
    return collations.getOrDefault(number, 0L);
  }

  void change(int number, UnaryOperator<Column> operator) {
    columns.computeIfPresent(number, (n, column) -> operator.apply(column));
  }

  Optional<Column> column(int number) {
    return Optional.ofNullable(columns.get(number));
  }

  /** The names of columns by their numbers. */
  List<String> names(List<Integer> numbers) {
    return numbers.stream().map(n -> column(n).map(Column::name).orElse("?")).toList();
  }

  void add(Constraint constraint) {
    constraints.add(constraint);
  }

  void add(Index index) {
    indexes.add(index);
  }

  /** A constraint that the model has without its name. */
  void take(String constraint) {
    otherNames.add(constraint);
  }

  Set<String> otherNames() {
    return otherNames;
  }

  /** The table as people see it: without columns that lie in the trash. */
  public Table build() {
    List<Column> visible =
        columns.values().stream().filter(c -> !OwnNames.isTrash(c.name())).toList();
    return new Table(name, visible, constraints, indexes, comment, options);
  }

  List<Column> trashColumns() {
    return columns.values().stream().filter(c -> OwnNames.isTrash(c.name())).toList();
  }
}
