package dev.underpin.schema.model;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** A constraint of a table. An absent name in a desired schema matches any live name. */
public sealed interface Constraint
    permits PrimaryKey, UniqueConstraint, ForeignKey, CheckConstraint, ExclusionConstraint {
  /** The constraint's name, absent where the catalog has none or the YAML does not say. */
  Optional<String> name();

  /** Engine-specific attributes, by their YAML key. */
  SortedMap<String, String> options();

  /** The same constraint under another name. */
  Constraint withName(Optional<String> name);

  /** The columns that the constraint names outside of expressions. */
  Set<String> columns();
}
