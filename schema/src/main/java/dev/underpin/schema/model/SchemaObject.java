package dev.underpin.schema.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * An object that is kept as the text that creates it: a view, a trigger, a routine.
 *
 * @param table the table a trigger belongs to
 * @param create the statement that creates it, without a closing semicolon
 * @param drop the statement that drops it, without a closing semicolon
 * @param dependsOn the tables, and objects of this kind, that must exist before it
 * @param columns the columns that it uses, by their table, where the engine keeps account of that:
 *     no such column can change its type while the object is there
 * @param options engine-specific attributes, by their YAML key
 * @param facts what the server tells of it beside its text; two objects that differ in nothing else
 *     are equal
 */
public record SchemaObject(
    Kind kind,
    QualifiedName name,
    Optional<QualifiedName> table,
    SqlText create,
    String drop,
    Set<QualifiedName> dependsOn,
    Map<QualifiedName, Set<String>> columns,
    SortedMap<String, String> options,
    ObjectFacts facts) {
  /** The kinds of such objects. A partition is kept with the tables, and counted like an object. */
  public enum Kind {
    EXTENSION,
    COLLATION,
    DOMAIN,
    COMPOSITE_TYPE,
    RANGE_TYPE,
    FUNCTION,
    PROCEDURE,
    AGGREGATE,
    CAST,
    TEXT_SEARCH_DICTIONARY,
    TEXT_SEARCH_CONFIGURATION,
    FOREIGN_DATA_WRAPPER,
    FOREIGN_SERVER,
    FOREIGN_TABLE,
    VIRTUAL_TABLE,
    VIEW,
    MATERIALIZED_VIEW,
    STATISTICS,
    RULE,
    TRIGGER,
    POLICY,
    EVENT,
    EVENT_TRIGGER,
    PUBLICATION,
    PARTITION;

    /** Those that a schema has as objects: all but partitions. */
    public static final Set<Kind> OBJECTS =
        Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(PARTITION)));

    /** The kind in a reader's words. */
    public String words() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    /** True for what a column can have as its type. */
    public boolean isType() {
      return this == DOMAIN || this == COMPOSITE_TYPE || this == RANGE_TYPE;
    }

    /** True for what is called, and of which several can have one name. */
    public boolean isRoutine() {
      return this == FUNCTION || this == PROCEDURE || this == AGGREGATE;
    }

    /** True for what text is searched with. */
    public boolean isTextSearch() {
      return this == TEXT_SEARCH_DICTIONARY || this == TEXT_SEARCH_CONFIGURATION;
    }

    /** True for what belongs to the whole database, and to no namespace in it. */
    public boolean isOfDatabase() {
      return switch (this) {
        case EXTENSION, CAST, EVENT_TRIGGER, PUBLICATION, FOREIGN_DATA_WRAPPER, FOREIGN_SERVER ->
            true;
        default -> false;
      };
    }

    /** The key of the YAML that has all objects of the kind. */
    public String key() {
      if (this == COMPOSITE_TYPE) return "types";
      return (words() + "s").replace(' ', '_').replaceFirst("ys$", "ies").replaceFirst("ss$", "s");
    }
  }

  public SchemaObject {
    dependsOn = Set.copyOf(dependsOn);
    columns = Map.copyOf(columns);
  }

  /** An object of which nothing is known beside its text. */
  public SchemaObject(
      Kind kind,
      QualifiedName name,
      Optional<QualifiedName> table,
      SqlText create,
      String drop,
      Set<QualifiedName> dependsOn,
      Map<QualifiedName, Set<String>> columns,
      SortedMap<String, String> options) {
    this(kind, name, table, create, drop, dependsOn, columns, options, ObjectFacts.UNKNOWN);
  }

  public SchemaObject withCreate(SqlText other) {
    return new SchemaObject(kind, name, table, other, drop, dependsOn, columns, options, facts);
  }

  public SchemaObject withName(QualifiedName other) {
    return new SchemaObject(kind, other, table, create, drop, dependsOn, columns, options, facts);
  }

  public SchemaObject withFacts(ObjectFacts other) {
    return new SchemaObject(kind, name, table, create, drop, dependsOn, columns, options, other);
  }

  public SchemaObject withDependsOn(Set<QualifiedName> other) {
    return new SchemaObject(kind, name, table, create, drop, other, columns, options, facts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemaObject that
        && key().equals(that.key())
        && create.equals(that.create)
        && drop.equals(that.drop)
        && dependsOn.equals(that.dependsOn)
        && columns.equals(that.columns)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key(), create);
  }

  public SchemaObject withOptions(SortedMap<String, String> other) {
    return new SchemaObject(kind, name, table, create, drop, dependsOn, columns, other);
  }

  /** What identifies it within a schema; a trigger's name is only unique on its table. */
  public Key key() {
    return new Key(kind, table.map(QualifiedName::toString).orElse(""), name);
  }

  /** The identity of an object. */
  public record Key(Kind kind, String table, QualifiedName name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byKind = kind.compareTo(other.kind);
      if (byKind != 0) return byKind;
      int byTable = table.compareTo(other.table);
      return byTable != 0 ? byTable : name.compareTo(other.name);
    }
  }
}
