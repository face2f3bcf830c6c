package dev.underpin.schema.model;

import java.util.List;
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

  /** The same constraint with other attributes. */
  Constraint withOptions(SortedMap<String, String> options);

  /** What a primary key or unique constraint orders rows by; nothing for another. */
  default List<IndexKey> keys() {
    return List.of();
  }

  /** The columns that an index carries for it beside its keys. */
  default List<String> include() {
    return List.of();
  }

  /** The columns that the constraint names outside of expressions. */
  default Set<String> columns() {
    return Set.of();
  }

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
