package dev.underpin.schema.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** A primary key. */
public record PrimaryKey(
    Optional<String> name,
    List<IndexKey> keys,
    List<String> include,
    Deferrability deferrability,
    SortedMap<String, String> options)
    implements Constraint {
  public PrimaryKey {
    keys = List.copyOf(keys);
    include = List.copyOf(include);
  }

  /** A plain primary key on columns. */
  public static PrimaryKey of(Optional<String> name, List<String> columns) {
    return new PrimaryKey(
        name,
        columns.stream().map(IndexKey::column).toList(),
        List.of(),
        Deferrability.NOT_DEFERRABLE,
        Options.none());
  }

  @Override
  public PrimaryKey withName(Optional<String> other) {
    return new PrimaryKey(other, keys, include, deferrability, options);
  }

  @Override
  public Set<String> columns() {
    return IndexKey.columns(keys);
  }

  @Override
  public PrimaryKey withOptions(SortedMap<String, String> other) {
    return new PrimaryKey(name, keys, include, deferrability, other);
  }

  @Override
  public <R> R match(
      Function<? super PrimaryKey, ? extends R> primaryKey,
      Function<? super UniqueConstraint, ? extends R> unique,
      Function<? super ForeignKey, ? extends R> foreignKey,
      Function<? super CheckConstraint, ? extends R> check,
      Function<? super ExclusionConstraint, ? extends R> exclusion) {
    return primaryKey.apply(this);
  }
}
