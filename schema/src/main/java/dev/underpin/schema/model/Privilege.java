package dev.underpin.schema.model;

import java.util.Comparator;

/**
 * What a role may do with an object.
 *
 * @param word the privilege, in small letters: {@code select}
 * @param column the column that it is limited to; empty where it is about the whole object
 * @param grantable true where the role may grant it to others
 */
public record Privilege(String word, String column, boolean grantable)
    implements Comparable<Privilege> {
  /** What an owner has that has no privilege at all. */
  public static final Privilege NONE = new Privilege("none", "", false);

  private static final Comparator<Privilege> ORDER =
      Comparator.comparing(Privilege::grantable)
          .thenComparing(p -> !p.column().isEmpty())
          .thenComparing(Privilege::word)
          .thenComparing(Privilege::column);

  /** The same, as far as what it lets the role do itself. */
  public Privilege withGrantable(boolean other) {
    return new Privilege(word, column, other);
  }

  /** The same for another column. */
  public Privilege withColumn(String other) {
    return new Privilege(word, other, grantable);
  }

  @Override
  public int compareTo(Privilege other) {
    return ORDER.compare(this, other);
  }
}
