package dev.underpin.schema.model;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do something with an object, who owns it, or what objects of roles get when they are
 * created. It is managed for each object by itself: a schema that does not have it says nothing.
 *
 * @param text a {@link GrantList}, the name of a role, or {@link DefaultPrivileges}
 * @param owner the owner of the object, where the server told it; of no weight for equality
 * @param grantors the roles beside the owner that have granted a privilege on it; of no weight
 */
public record Access(Key key, String text, Optional<String> owner, Set<String> grantors) {
  /** The word of a table, a view or a materialized view. */
  public static final String TABLE = "table";

  /** The word of a sequence. */
  public static final String SEQUENCE = "sequence";

  /** The word of a schema. */
  public static final String SCHEMA = "schema";

  /** The word of an enum, a domain or a composite type. */
  public static final String TYPE = "type";

  /** What it says. */
  public enum Kind {
    GRANTS,
    OWNER,
    DEFAULT_PRIVILEGES;

    /** The kind in small letters. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What it is about.
   *
   * @param word the kind of object, in the words of SQL: {@code table} (also for views), {@code
   *     sequence}, {@code function}, {@code procedure}, {@code type}, {@code schema}; empty where
   *     the YAML does not say it
   * @param name the object's name; a schema's has no namespace
   */
  public record Key(Kind kind, String word, QualifiedName name) implements Comparable<Key> {
    /** The default privileges of all roles. */
    public static final Key DEFAULTS =
        new Key(Kind.DEFAULT_PRIVILEGES, "all", QualifiedName.of("roles"));

    @Override
    public int compareTo(Key other) {
      int byKind = kind.compareTo(other.kind);
      if (byKind != 0) return byKind;
      int byWord = word.compareTo(other.word);
      return byWord != 0 ? byWord : name.compareTo(other.name);
    }

    /** The same about an object with another name. */
    public Key withName(QualifiedName other) {
      return new Key(kind, word, other);
    }

    /** The same of another kind. */
    public Key withKind(Kind other) {
      return new Key(other, word, name);
    }
  }

  public Access {
    grantors = Set.copyOf(grantors);
  }

  /** What is declared. */
  public Access(Key key, String text) {
    this(key, text, Optional.empty(), Set.of());
  }

  /** The grants on an object. */
  public static Access of(Key key, GrantList grants) {
    return new Access(key, grants.toString());
  }

  /** The privileges. */
  public GrantList grants() {
    return GrantList.parse(text);
  }

  /** The default privileges. */
  public DefaultPrivileges defaults() {
    return DefaultPrivileges.parse(text);
  }

  public Access withText(String other) {
    return new Access(key, other, owner, grantors);
  }

  public Access withKey(Key other) {
    return new Access(other, text, owner, grantors);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Access that && key.equals(that.key) && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, text);
  }
}
