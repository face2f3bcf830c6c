package dev.underpin.schema.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A unique constraint (a unique <em>index</em> is an {@link Index}).
 *
 * @param nullsNotDistinct true where two NULLs count as duplicates
 */
public record UniqueConstraint(
    Optional<String> name,
    List<IndexKey> keys,
    List<String> include,
    boolean nullsNotDistinct,
    Deferrability deferrability,
    SortedMap<String, String> options)
    implements Constraint {
  public UniqueConstraint {
    keys = List.copyOf(keys);
    include = List.copyOf(include);
  }

  /** A plain unique constraint on columns. */
  public static UniqueConstraint of(Optional<String> name, List<String> columns) {
    return new UniqueConstraint(
        name,
        columns.stream().map(IndexKey::column).toList(),
        List.of(),
        false,
        Deferrability.NOT_DEFERRABLE,
        Options.none());
  }

  @Override
  public UniqueConstraint withName(Optional<String> other) {
    return new UniqueConstraint(other, keys, include, nullsNotDistinct, deferrability, options);
  }

  @Override
  public Set<String> columns() {
    return IndexKey.columns(keys);
  }

  @Override
  public UniqueConstraint withOptions(SortedMap<String, String> other) {
    return new UniqueConstraint(name, keys, include, nullsNotDistinct, deferrability, other);
  }

  @Override
  public <R> R match(
      Function<? super PrimaryKey, ? extends R> primaryKey,
      Function<? super UniqueConstraint, ? extends R> unique,
      Function<? super ForeignKey, ? extends R> foreignKey,
      Function<? super CheckConstraint, ? extends R> check,
      Function<? super ExclusionConstraint, ? extends R> exclusion) {
    return unique.apply(this);
  }
}
