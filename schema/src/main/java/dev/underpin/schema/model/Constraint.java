package dev.underpin.schema.model;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

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

  /**
   * What the one of these functions says that is for the constraint's kind. A new kind is one
   * function more, so that nothing compiles before every place has answered for it.
   */
  <R> R match(
      Function<? super PrimaryKey, ? extends R> primaryKey,
      Function<? super UniqueConstraint, ? extends R> unique,
      Function<? super ForeignKey, ? extends R> foreignKey,
      Function<? super CheckConstraint, ? extends R> check,
      Function<? super ExclusionConstraint, ? extends R> exclusion);
}
