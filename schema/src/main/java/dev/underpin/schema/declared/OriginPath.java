package dev.underpin.schema.declared;

import dev.underpin.schema.error.Location;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.Optional;

/**
 * The path of a declared thing, the one place where the keys of {@link Origins} are made.
 *
 * @param section the top-level key, such as {@code tables}
 * @param object the table, enum or sequence
 * @param rest what follows the object's name, with its leading dot; empty for the object itself
 */
public record OriginPath(String section, QualifiedName object, String rest) {
  /** A table. */
  public static OriginPath table(QualifiedName name) {
    return new OriginPath("tables", name, "");
  }

  /** An enum. */
  public static OriginPath enumType(QualifiedName name) {
    return new OriginPath("enums", name, "");
  }

  /** A sequence. */
  public static OriginPath sequence(QualifiedName name) {
    return new OriginPath("sequences", name, "");
  }

  /** A column of this table. */
  public OriginPath column(String name) {
    return child("columns", name);
  }

  /** An index of this table. */
  public OriginPath index(String name) {
    return child("indexes", name);
  }

  /** A constraint of this table; one without a name is known by what it is on. */
  public OriginPath constraint(Constraint constraint) {
    if (constraint instanceof PrimaryKey)
      return new OriginPath(section, object, rest + ".primary_key");
    if (constraint instanceof UniqueConstraint unique)
      return child("unique", nameOf(unique, unique.columns()));
    if (constraint instanceof ForeignKey key)
      return child("foreign_keys", nameOf(key, key.columnList()));
    if (constraint instanceof CheckConstraint check) {
      return child("checks", nameOf(check, check.expression().written()));
    }
    return child("exclusions", nameOf(constraint, ""));
  }

  /** The path as text, the key in {@link Origins#places}. */
  public String key() {
    return section + "." + object + rest;
  }

  /**
   * Where it stands, or where the nearest thing stands that contains it. A name that was given its
   * namespace since the YAML was read is found too.
   */
  public Optional<Location> in(Origins origins) {
    Optional<Location> exact = Optional.ofNullable(origins.places().get(key()));
    if (exact.isPresent()) return exact;
    OriginPath bare = new OriginPath(section, QualifiedName.of(object.name()), rest);
    if (!object.schema().isEmpty() && origins.places().containsKey(bare.root().key()))
      return bare.in(origins);
    return Optional.ofNullable(origins.places().get(root().key()));
  }

  private OriginPath root() {
    return new OriginPath(section, object, "");
  }

  private OriginPath child(String section, String name) {
    return new OriginPath(this.section, object, "." + section + "." + name);
  }

  private static String nameOf(Constraint constraint, Object otherwise) {
    return constraint.name().orElse("(" + otherwise + ")");
  }
}
