package dev.underpin.languageserver.names;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;

/**
 * Something that has a name in the schema.
 *
 * @param owner the table it belongs to, or the object itself
 * @param name its name within the table; empty for the object itself
 * @param section the YAML's key for things of its kind
 */
public record Symbol(Kind kind, QualifiedName owner, String name, String section) {
  /** What it is. */
  public enum Kind {
    TABLE,
    COLUMN,
    INDEX,
    CONSTRAINT,
    TYPE,
    SEQUENCE,
    OBJECT
  }

  /** A table, or a partition. */
  public static Symbol table(QualifiedName name) {
    return new Symbol(Kind.TABLE, name, "", "tables");
  }

  /** A column of a table. */
  public static Symbol column(QualifiedName table, String name) {
    return new Symbol(Kind.COLUMN, table, name, "columns");
  }

  /** An index of a table. */
  public static Symbol index(QualifiedName table, String name) {
    return new Symbol(Kind.INDEX, table, name, "indexes");
  }

  /** An enum, a domain or another type. */
  public static Symbol type(QualifiedName name) {
    return new Symbol(Kind.TYPE, name, "", "types");
  }

  /** Its own name. */
  public String ownName() {
    return name.isEmpty() ? owner.name() : name;
  }

  /** True where a rename of it is something that a plan can do with {@code renamed_from}. */
  public boolean canBeRenamed() {
    return kind == Kind.TABLE || kind == Kind.COLUMN;
  }

  /** What a plan and a finding call it, for a table or what belongs to one. */
  public ObjectRef ref() {
    ObjectRef table = ObjectRef.table(owner);
    return switch (kind) {
      case COLUMN -> table.column(name);
      case INDEX -> table.index(name);
      case TABLE, CONSTRAINT, TYPE, SEQUENCE, OBJECT -> table;
    };
  }

  /** In words: {@code column orders.status}. */
  @Override
  public String toString() {
    String what =
        switch (kind) {
          case TABLE -> "table ";
          case COLUMN -> "column ";
          case INDEX -> "index ";
          case CONSTRAINT -> "constraint ";
          case TYPE -> "type ";
          case SEQUENCE -> "sequence ";
          case OBJECT -> "";
        };
    return what + owner + (name.isEmpty() ? "" : "." + name);
  }
}
