package dev.underpin.schema.model;

import java.util.Optional;
import java.util.SortedMap;

/**
 * A column of a table.
 *
 * @param type the type in the engine's own spelling once lowered; the YAML's words before
 * @param nullable true where NULL may be stored
 * @param defaultValue the default expression, absent where there is none
 * @param options engine-specific attributes, by their YAML key
 */
public record Column(
    String name,
    String type,
    boolean nullable,
    Optional<SqlText> defaultValue,
    Optional<Identity> identity,
    Optional<Generated> generated,
    Optional<String> collation,
    Optional<String> comment,
    SortedMap<String, String> options) {

  /** A nullable column with nothing but a name and a type. */
  public static Column of(String name, String type) {
    return new Column(
        name,
        type,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Options.none());
  }

  public Column withName(String other) {
    return new Column(
        other, type, nullable, defaultValue, identity, generated, collation, comment, options);
  }

  public Column withType(String other) {
    return new Column(
        name, other, nullable, defaultValue, identity, generated, collation, comment, options);
  }

  public Column withNullable(boolean other) {
    return new Column(
        name, type, other, defaultValue, identity, generated, collation, comment, options);
  }

  public Column withDefault(Optional<SqlText> other) {
    return new Column(
        name, type, nullable, other, identity, generated, collation, comment, options);
  }

  public Column withIdentity(Optional<Identity> other) {
    return new Column(
        name, type, nullable, defaultValue, other, generated, collation, comment, options);
  }

  public Column withGenerated(Optional<Generated> other) {
    return new Column(
        name, type, nullable, defaultValue, identity, other, collation, comment, options);
  }

  public Column withCollation(Optional<String> other) {
    return new Column(
        name, type, nullable, defaultValue, identity, generated, other, comment, options);
  }

  public Column withComment(Optional<String> other) {
    return new Column(
        name, type, nullable, defaultValue, identity, generated, collation, other, options);
  }

  public Column withOptions(SortedMap<String, String> other) {
    return new Column(
        name, type, nullable, defaultValue, identity, generated, collation, comment, other);
  }
}
