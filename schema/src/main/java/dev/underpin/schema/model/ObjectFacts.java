package dev.underpin.schema.model;

import java.util.List;
import java.util.Optional;

/**
 * What a server tells of an object beside the text that creates it.
 *
 * @param parts what decides whether the object can be replaced in place: the columns of a view with
 *     their types, the result and the arguments of a routine; empty where it is not known
 * @param kept what the object has that its text does not say; it goes with the object, and is given
 *     to it again where it is created again
 * @param foreignOwner its owner, where the session may not act for that role
 */
public record ObjectFacts(List<String> parts, List<Kept> kept, Optional<String> foreignOwner) {
  /** Nothing is known. */
  public static final ObjectFacts UNKNOWN = new ObjectFacts(List.of(), List.of(), Optional.empty());

  public ObjectFacts {
    parts = List.copyOf(parts);
    kept = List.copyOf(kept);
  }

  /**
   * An owner or a grant.
   *
   * @param column the column of a view that it is about; empty where it is about the whole object
   * @param sql the statement that gives it
   */
  public record Kept(String column, String sql) {}
}
