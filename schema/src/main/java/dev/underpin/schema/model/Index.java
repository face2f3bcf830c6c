package dev.underpin.schema.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * An index that is not behind a constraint.
 *
 * @param method the access method, lower case; empty for the engine's default
 * @param where the predicate of a partial index
 * @param storage storage parameters such as {@code fillfactor}
 * @param options engine-specific attributes; {@code invalid} marks a concurrent build that did not
 *     finish
 */
public record Index(
    String name,
    boolean unique,
    String method,
    List<IndexKey> keys,
    List<String> include,
    Optional<SqlText> where,
    boolean nullsNotDistinct,
    SortedMap<String, String> storage,
    SortedMap<String, String> options) {
  public Index {
    keys = List.copyOf(keys);
    include = List.copyOf(include);
  }

  /** A plain index on columns. */
  public static Index of(String name, boolean unique, List<String> columns) {
    return new Index(
        name,
        unique,
        "",
        columns.stream().map(IndexKey::column).toList(),
        List.of(),
        Optional.empty(),
        false,
        Options.none(),
        Options.none());
  }

  public Index withName(String other) {
    return new Index(
        other, unique, method, keys, include, where, nullsNotDistinct, storage, options);
  }

  public Index withKeys(
      List<IndexKey> otherKeys, List<String> otherInclude, Optional<SqlText> otherWhere) {
    return new Index(
        name,
        unique,
        method,
        otherKeys,
        otherInclude,
        otherWhere,
        nullsNotDistinct,
        storage,
        options);
  }

  public Index withWhere(Optional<SqlText> other) {
    return withKeys(keys, include, other);
  }

  public Index withOptions(SortedMap<String, String> other) {
    return new Index(name, unique, method, keys, include, where, nullsNotDistinct, storage, other);
  }

  /** The columns that the index names outside of expressions, included ones too. */
  public Set<String> columns() {
    Set<String> columns = keyColumns();
    columns.addAll(include);
    return columns;
  }

  /** The columns that are keys: where the index is unique, a foreign key can reference them. */
  public Set<String> keyColumns() {
    return keys.stream()
        .flatMap(k -> k.column().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
