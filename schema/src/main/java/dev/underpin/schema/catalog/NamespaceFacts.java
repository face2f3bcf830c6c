package dev.underpin.schema.catalog;

import java.util.List;

/**
 * What a namespace has beside its name.
 *
 * @param statements what gives a new namespace the owner, privileges and default privileges that
 *     this one has
 * @param others what is in it and in no schema model, in words
 */
public record NamespaceFacts(List<String> statements, List<String> others) {
  /** Nothing is known of it. */
  public static final NamespaceFacts UNKNOWN = new NamespaceFacts(List.of(), List.of());

  public NamespaceFacts {
    statements = List.copyOf(statements);
    others = List.copyOf(others);
  }
}
