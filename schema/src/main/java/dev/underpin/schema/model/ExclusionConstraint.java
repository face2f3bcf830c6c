package dev.underpin.schema.model;

import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * An exclusion constraint (PostgreSQL).
 *
 * @param definition all that follows the name, from {@code EXCLUDE} on
 */
public record ExclusionConstraint(
    Optional<String> name, SqlText definition, SortedMap<String, String> options)
    implements Constraint {
  @Override
  public ExclusionConstraint withName(Optional<String> other) {
    return new ExclusionConstraint(other, definition, options);
  }

  @Override
  public ExclusionConstraint withOptions(SortedMap<String, String> other) {
    return new ExclusionConstraint(name, definition, other);
  }

  @Override
  public <R> R match(
      Function<? super PrimaryKey, ? extends R> primaryKey,
      Function<? super UniqueConstraint, ? extends R> unique,
      Function<? super ForeignKey, ? extends R> foreignKey,
      Function<? super CheckConstraint, ? extends R> check,
      Function<? super ExclusionConstraint, ? extends R> exclusion) {
    return exclusion.apply(this);
  }
}
