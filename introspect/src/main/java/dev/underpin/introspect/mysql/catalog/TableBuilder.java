package dev.underpin.introspect.mysql.catalog;

import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.introspect.OwnNames;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A table while its parts are read one after the other. */
final class TableBuilder {
  final QualifiedName name;
  final Optional<String> collation;
  final List<Column> trashColumns = new ArrayList<>();
  private final Optional<String> comment;
  private final TreeMap<String, String> options;
  private final List<Column> columns = new ArrayList<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private final List<Index> indexes = new ArrayList<>();

  /**
   * @param collation what its columns have where they say none
   */
  TableBuilder(
      QualifiedName name,
      Optional<String> collation,
      Optional<String> comment,
      TreeMap<String, String> options) {
    this.name = name;
    this.collation = collation;
    this.comment = comment;
    this.options = options;
  }

  void add(Column column) {
    (OwnNames.isTrash(column.name()) ? trashColumns : columns).add(column);
  }

  void add(Constraint constraint) {
    constraints.add(constraint);
  }

  void add(Index index) {
    indexes.add(index);
  }

  void option(String key, String value) {
    options.put(key, value);
  }

  Set<String> options() {
    return options.keySet();
  }

  /** Replaces the column of that name, where there is one. */
  void change(String column, UnaryOperator<Column> change) {
    columns.replaceAll(c -> c.name().equals(column) ? change.apply(c) : c);
  }

  /** True where a column of some table is spatial. */
  static boolean haveSpatialColumn(Collection<TableBuilder> tables) {
    return tables.stream()
        .flatMap(table -> table.columns.stream())
        .anyMatch(c -> TypeName.parse(c.type()).filter(t -> t.canonical().isSpatial()).isPresent());
  }

  boolean hasConstraint(Predicate<Constraint> which) {
    return constraints.stream().anyMatch(which);
  }

  void changeConstraints(UnaryOperator<Constraint> change) {
    constraints.replaceAll(change);
  }

  Optional<Column> column(String column) {
    return columns.stream().filter(c -> c.name().equals(column)).findFirst();
  }

  List<Column> columns(Predicate<Column> which) {
    return columns.stream().filter(which).toList();
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  Table build() {
    return new Table(name, columns, constraints, indexes, comment, Options.copy(options));
  }
}
