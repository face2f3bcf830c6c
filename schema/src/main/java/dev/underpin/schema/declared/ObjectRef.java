package dev.underpin.schema.declared;

import dev.underpin.schema.error.Location;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.Locale;
import java.util.Optional;

/**
 * What a schema declares, by its kind and name: a table, a column of it, an enum, a view. A change
 * says which one it is about, a step which one it serves, and {@link Origins} where it is declared.
 * The YAML paths of all of them are made here and nowhere else.
 *
 * @param section the YAML's key for objects of its kind, such as {@code tables}
 * @param object the table it belongs to, or the object itself
 * @param part the key within the table, such as {@code columns}; empty for the object itself
 * @param name its own name within the table; empty where there is no more than one
 */
public record ObjectRef(String section, QualifiedName object, String part, String name) {
  /** A namespace. */
  public static ObjectRef namespace(String name) {
    return whole("schemas", QualifiedName.of(name));
  }

  /** A table. */
  public static ObjectRef table(QualifiedName name) {
    return whole("tables", name);
  }

  /** An enum. */
  public static ObjectRef enumType(QualifiedName name) {
    return whole("enums", name);
  }

  /** A sequence. */
  public static ObjectRef sequence(QualifiedName name) {
    return whole("sequences", name);
  }

  /** The reference rows of a table. */
  public static ObjectRef seed(QualifiedName table) {
    return whole("seed", table);
  }

  /** A view, trigger or routine. */
  public static ObjectRef object(SchemaObject object) {
    String kind = object.kind().name().toLowerCase(Locale.ROOT);
    String section = (kind + "s").replaceFirst("ys$", "ies");
    return object.table().isPresent()
        ? new ObjectRef(section, object.table().get(), "", object.name().name())
        : whole(section, object.name());
  }

  /** Grants, an owner or default privileges. */
  public static ObjectRef access(Access.Key key) {
    String section =
        switch (key.kind()) {
          case GRANTS -> "grants";
          case OWNER -> "owners";
          case DEFAULT_PRIVILEGES -> "default_privileges";
        };
    return new ObjectRef(section, key.name(), key.word(), "");
  }

  private static ObjectRef whole(String section, QualifiedName name) {
    return new ObjectRef(section, name, "", "");
  }

  /** A column of this table. */
  public ObjectRef column(String name) {
    return part("columns", name);
  }

  /** An index of this table. */
  public ObjectRef index(String name) {
    return part("indexes", name);
  }

  /** A constraint of this table; one without a name is known by what it is on. */
  public ObjectRef constraint(Constraint constraint) {
    return constraint.match(
        primary -> part("primary_key", ""),
        unique -> part("unique", nameOf(unique, unique.columns())),
        foreign -> part("foreign_keys", nameOf(foreign, foreign.columnList())),
        check -> part("checks", nameOf(check, check.expression().written())),
        exclusion -> part("exclusions", nameOf(exclusion, "")));
  }

  private static String nameOf(Constraint constraint, Object otherwise) {
    return constraint.name().orElse("(" + otherwise + ")");
  }

  private ObjectRef part(String key, String name) {
    return new ObjectRef(section, object, key, name);
  }

  /** The YAML path, the key in {@link Origins#places}. */
  public String key() {
    return section
        + "."
        + object
        + (part.isEmpty() ? "" : "." + part)
        + (name.isEmpty() ? "" : "." + name);
  }

  /** The table it belongs to, or the object itself. */
  public ObjectRef root() {
    return whole(section, object);
  }

  /** The same with that namespace left out, as people leave out the default one. */
  public ObjectRef without(String namespace) {
    return new ObjectRef(section, object.without(namespace), part, name);
  }

  /**
   * Where it stands, or where the table stands that contains it. A name that was given its
   * namespace since the YAML was read is found too.
   */
  public Optional<Location> in(Origins origins) {
    return origins.of(this).or(() -> origins.of(without(object.schema())));
  }
}
