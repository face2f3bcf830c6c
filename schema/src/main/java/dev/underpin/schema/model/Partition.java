package dev.underpin.schema.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What makes a table a partition of another one (PostgreSQL: <a
 * href="https://www.postgresql.org/docs/current/ddl-partitioning.html">table partitioning</a>).
 *
 * @param of the partitioned table
 * @param bound which rows it takes: {@code FOR VALUES IN ('eu')}, {@code DEFAULT}
 * @param columns what it has otherwise than the partitioned table, by the column's name
 */
public record Partition(QualifiedName of, SqlText bound, SortedMap<String, Difference> columns) {
  /**
   * What a column of a partition has otherwise than that of the partitioned table.
   *
   * @param defaultValue its default; {@code NULL} where it has none and the other has one; empty
   *     where both have the same
   * @param notNull true where it is NOT NULL and the other is not
   */
  public record Difference(Optional<SqlText> defaultValue, boolean notNull) {
    /** A column as that of the partitioned table. */
    public static final Difference NONE = new Difference(Optional.empty(), false);

    Column on(Column column) {
      Column same = defaultValue.isEmpty() ? column : other(column);
      return notNull ? same.withNullable(false) : same;
    }

    private Column other(Column column) {
      boolean none = defaultValue.orElseThrow().written().equalsIgnoreCase("null");
      return column
          .withIdentity(Optional.empty())
          .withDefault(none ? Optional.empty() : defaultValue);
    }
  }

  public Partition {
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
  }

  public Partition withOf(QualifiedName other) {
    return new Partition(other, bound, columns);
  }

  public Partition withBound(SqlText other) {
    return new Partition(of, other, columns);
  }

  public Partition withColumns(SortedMap<String, Difference> other) {
    return new Partition(of, bound, other);
  }

  /** What changes with the table's attributes; each column changes by itself. */
  public Partition withoutColumns() {
    return withColumns(new TreeMap<>());
  }

  /** True for the partition that takes the rows of no other one. */
  public boolean isDefault() {
    return bound.canonical().equalsIgnoreCase("DEFAULT");
  }

  /** A column of the partitioned table as the partition has it. */
  public Column column(Column column) {
    Difference difference = columns.get(column.name());
    return difference == null ? column : difference.on(column);
  }
}
