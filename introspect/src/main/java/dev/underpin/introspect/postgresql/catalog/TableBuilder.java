package dev.underpin.introspect.postgresql.catalog;

import dev.underpin.introspect.OwnNames;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.Partition.Difference;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
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
  private final List<Constraint> inherited = new ArrayList<>();
  private final List<Index> parts = new ArrayList<>();
  private final Set<String> otherNames = new HashSet<>();
  private final Optional<Partition> partition;
  private final Map<String, Difference> asRead = new HashMap<>();

  public TableBuilder(QualifiedName name) {
    this(name, Optional.empty(), Map.of(), Optional.empty());
  }

  TableBuilder(
      QualifiedName name,
      Optional<String> comment,
      Map<String, String> options,
      Optional<Partition> partition) {
    this.partition = partition;
    this.name = name;
    this.comment = comment;
    this.options = Options.copy(options);
  }

  void put(int number, Column column, long collation) {
    columns.put(number, column);
    collations.put(number, collation);
    boolean computed = column.generated().isPresent() || column.identity().isPresent();
    asRead.put(
        column.name(),
        new Difference(computed ? Optional.empty() : column.defaultValue(), !column.nullable()));
  }

  Optional<Partition> partition() {
    return partition;
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

  /** A constraint that a partition has from the table that it is of. */
  void inherit(Constraint constraint) {
    inherited.add(constraint);
  }

  /** The part that a partition has of an index of the table that it is of. */
  void inherit(Index index) {
    parts.add(index);
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
    return build(Optional.empty());
  }

  /**
   * The table as people see it.
   *
   * @param of the table that it is a partition of, where it is one
   */
  Table build(Optional<TableBuilder> of) {
    List<Column> visible =
        columns.values().stream().filter(c -> !OwnNames.isTrash(c.name())).toList();
    return new Table(name, visible, constraints, indexes, comment, options)
        .withPartition(
            partition.flatMap(p -> of.map(other -> p.withColumns(differences(visible, other)))));
  }

  /**
   * A partition as the server leaves it once it is detached: what it has from the other table is
   * its own then, but for an identity.
   */
  Optional<Table> detached() {
    if (partition.isEmpty()) return Optional.empty();
    List<Column> own =
        columns.values().stream()
            .filter(c -> !OwnNames.isTrash(c.name()))
            .map(c -> c.withIdentity(Optional.empty()))
            .toList();
    List<Constraint> all = new ArrayList<>(constraints);
    all.addAll(inherited);
    List<Index> every = new ArrayList<>(indexes);
    every.addAll(parts);
    return Optional.of(
        new Table(name, own, all, every, comment, options)
            .mapConstraints(c -> c.withOptions(free(c.options())))
            .mapIndexes(i -> i.withOptions(free(i.options()))));
  }

  private static SortedMap<String, String> free(Map<String, String> options) {
    return Options.with(Options.copy(options), "of", Optional.empty());
  }

  /** Both as the catalog has them: a serial column of the other table is a default here. */
  private SortedMap<String, Difference> differences(List<Column> visible, TableBuilder of) {
    SortedMap<String, Difference> differences = new TreeMap<>();
    for (Column column : visible) {
      Difference own = asRead.get(column.name());
      Difference other = of.asRead.get(column.name());
      if (own == null || other == null || own.equals(other)) continue;
      boolean sameValue = own.defaultValue().equals(other.defaultValue());
      Optional<SqlText> value =
          sameValue ? Optional.empty() : Optional.of(own.defaultValue().orElse(SqlText.of("NULL")));
      differences.put(column.name(), new Difference(value, own.notNull() && !other.notNull()));
    }
    return differences;
  }

  List<Column> trashColumns() {
    if (partition.isPresent()) return List.of();
    return columns.values().stream().filter(c -> OwnNames.isTrash(c.name())).toList();
  }
}
