package dev.underpin.schema.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One key part of an index, a primary key or a unique constraint: a column or an expression, never
 * both.
 *
 * @param nulls where NULLs sort; absent where it is the default for the direction
 * @param prefixLength how many leading characters or bytes are indexed, where not all
 */
public record IndexKey(
    Optional<String> column,
    Optional<SqlText> expression,
    boolean descending,
    Optional<Nulls> nulls,
    Optional<String> collation,
    Optional<String> operatorClass,
    OptionalInt prefixLength) {
  /** Where NULLs sort. */
  public enum Nulls {
    FIRST,
    LAST
  }

  public IndexKey {
    if (column.isPresent() == expression.isPresent()) {
      throw new IllegalArgumentException("an index key is a column or an expression");
    }
  }

  /** An ascending key on a column. */
  public static IndexKey column(String name) {
    return new IndexKey(
        Optional.of(name),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /** An ascending key on an expression. */
  public static IndexKey expression(SqlText expression) {
    return new IndexKey(
        Optional.empty(),
        Optional.of(expression),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /** The columns that are keys by themselves, in their order. */
  static Set<String> columns(List<IndexKey> keys) {
    return keys.stream()
        .flatMap(k -> k.column().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  public IndexKey withColumn(String name) {
    return new IndexKey(
        Optional.of(name),
        Optional.empty(),
        descending,
        nulls,
        collation,
        operatorClass,
        prefixLength);
  }

  public IndexKey withExpression(SqlText other) {
    return new IndexKey(
        Optional.empty(),
        Optional.of(other),
        descending,
        nulls,
        collation,
        operatorClass,
        prefixLength);
  }

  /** True where nothing but a column is said. */
  public boolean isPlainColumn() {
    return column.isPresent() && equals(column(column.get()));
  }
}
