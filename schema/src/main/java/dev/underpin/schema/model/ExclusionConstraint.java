package dev.underpin.schema.model;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

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
  public Set<String> columns() {
    return Set.of();
  }
}
