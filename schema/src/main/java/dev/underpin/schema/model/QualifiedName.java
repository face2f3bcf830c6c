package dev.underpin.schema.model;

import dev.underpin.schema.text.Printable;
import java.util.Comparator;

/**
 * The name of a schema object, exactly as the catalog holds it (no folding of case).
 *
 * @param schema the namespace the object lives in, or the empty string where the engine has none
 * @param name the object's own name
 */
public record QualifiedName(String schema, String name) implements Comparable<QualifiedName> {
  private static final Comparator<QualifiedName> ORDER =
      Comparator.comparing(QualifiedName::schema).thenComparing(QualifiedName::name);

  /** A name without a namespace. */
  public static QualifiedName of(String name) {
    return new QualifiedName("", name);
  }

  /** The same namespace, another name. */
  public QualifiedName withName(String other) {
    return new QualifiedName(schema, other);
  }

  /** The same name, its namespace left out where it is this one, as for people the default is. */
  public QualifiedName without(String namespace) {
    return schema.equals(namespace) ? of(name) : this;
  }

  @Override
  public int compareTo(QualifiedName other) {
    return ORDER.compare(this, other);
  }

  /** The name for people: {@code schema.name}, or {@code name} alone; never SQL. */
  @Override
  public String toString() {
    return Printable.line(schema.isEmpty() ? name : schema + "." + name);
  }
}
