package dev.underpin.schema.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A table.
 *
 * <p>The order of columns is kept, and never counts: {@link #equals} sees two tables as the same
 * whatever the order of their columns, constraints and indexes.
 *
 * <p>A partition has the columns of its partitioned table, which the {@link Schema} that holds both
 * sees to. They are not its own: a change of them is one of the partitioned table.
 *
 * @param options engine-specific attributes, by their YAML key ({@code strict}, {@code
 *     without_rowid}, {@code fillfactor} …)
 * @param partition what makes it a partition of another table; empty for all others
 */
public record Table(
    QualifiedName name,
    List<Column> columns,
    List<Constraint> constraints,
    List<Index> indexes,
    Optional<String> comment,
    SortedMap<String, String> options,
    Optional<Partition> partition) {
  /** A table that is no partition. */
  public Table(
      QualifiedName name,
      List<Column> columns,
      List<Constraint> constraints,
      List<Index> indexes,
      Optional<String> comment,
      SortedMap<String, String> options) {
    this(name, columns, constraints, indexes, comment, options, Optional.empty());
  }

  public Table {
    columns = List.copyOf(columns);
    constraints = List.copyOf(constraints);
    indexes = List.copyOf(indexes);
  }

  /** The column of that name. */
  public Optional<Column> column(String column) {
    for (Column c : columns) if (c.name().equals(column)) return Optional.of(c);
    return Optional.empty();
  }

  /** The columns that are declared with this table: none of a partition's. */
  public List<Column> ownColumns() {
    return partition.isPresent() ? List.of() : columns;
  }

  /** What makes it a partition, without its columns, each of which changes by itself. */
  public Optional<Partition> partitionWithoutColumns() {
    return partition.map(Partition::withoutColumns);
  }

  /** The index of that name. */
  public Optional<Index> index(String index) {
    for (Index i : indexes) if (i.name().equals(index)) return Optional.of(i);
    return Optional.empty();
  }

  /** The constraint of that name. */
  public Optional<Constraint> constraint(String constraint) {
    for (Constraint c : constraints)
      if (c.name().filter(constraint::equals).isPresent()) return Optional.of(c);
    return Optional.empty();
  }

  /** The primary key, where there is one. */
  public Optional<PrimaryKey> primaryKey() {
    return constraintsOf(PrimaryKey.class).stream().findFirst();
  }

  /** The constraints of one kind, in their order. */
  public <C extends Constraint> List<C> constraintsOf(Class<C> kind) {
    return constraints.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public Table withName(QualifiedName other) {
    return new Table(other, columns, constraints, indexes, comment, options, partition);
  }

  public Table withColumns(List<Column> other) {
    return new Table(name, other, constraints, indexes, comment, options, partition);
  }

  public Table withConstraints(List<? extends Constraint> other) {
    return new Table(name, columns, List.copyOf(other), indexes, comment, options, partition);
  }

  public Table withIndexes(List<Index> other) {
    return new Table(name, columns, constraints, other, comment, options, partition);
  }

  public Table withComment(Optional<String> other) {
    return new Table(name, columns, constraints, indexes, other, options, partition);
  }

  public Table withOptions(SortedMap<String, String> other) {
    return new Table(name, columns, constraints, indexes, comment, other, partition);
  }

  public Table withPartition(Optional<Partition> other) {
    return new Table(name, columns, constraints, indexes, comment, options, other);
  }

  /** A copy with each column replaced by what the operator makes of it. */
  public Table mapColumns(UnaryOperator<Column> operator) {
    return withColumns(columns.stream().map(operator).toList());
  }

  /** A copy with each constraint replaced by what the operator makes of it. */
  public Table mapConstraints(UnaryOperator<Constraint> operator) {
    return withConstraints(constraints.stream().map(operator).toList());
  }

  /** A copy with each index replaced by what the operator makes of it. */
  public Table mapIndexes(UnaryOperator<Index> operator) {
    return withIndexes(indexes.stream().map(operator).toList());
  }

  /** A copy with only the constraints that the predicate keeps. */
  public Table filterConstraints(Predicate<Constraint> keep) {
    return withConstraints(constraints.stream().filter(keep).toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Table that
        && name.equals(that.name)
        && comment.equals(that.comment)
        && options.equals(that.options)
        && partition.equals(that.partition)
        && sameItems(ownColumns(), that.ownColumns(), Comparator.comparing(Column::name))
        && sameItems(indexes, that.indexes, Comparator.comparing(Index::name))
        && sameBag(constraints, that.constraints);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  private static <T> boolean sameItems(List<T> one, List<T> two, Comparator<T> order) {
    if (one.size() != two.size()) return false;
    if (one.equals(two)) return true;
    return one.stream().sorted(order).toList().equals(two.stream().sorted(order).toList());
  }

  private static <T> boolean sameBag(List<T> one, List<T> two) {
    if (one.size() != two.size()) return false;
    List<T> rest = new ArrayList<>(two);
    return one.stream().allMatch(rest::remove);
  }
}
