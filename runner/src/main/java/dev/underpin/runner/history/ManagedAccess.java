package dev.underpin.runner.history;

import dev.underpin.schema.ExpectedFingerprint;
import dev.underpin.schema.ExpectedSchema;
import dev.underpin.schema.model.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose grants, owners and default privileges a migration promises. A model of the history may have
 * more, which is nobody's promise.
 *
 * @param names the marks of their names
 */
record ManagedAccess(Set<String> names) {
  static final ManagedAccess NONE = new ManagedAccess(Set.of());

  /** After a migration; one that promises nothing at all changes nothing. */
  ManagedAccess after(String from, String to) {
    if (from.isEmpty() && to.isEmpty()) return this;
    Set<String> promised = new HashSet<>();
    for (String text : List.of(from, to))
      if (ExpectedSchema.parse(text) instanceof ExpectedFingerprint expected)
        promised.addAll(expected.accessNames());
    return new ManagedAccess(promised);
  }

  Schema of(Schema schema) {
    return ExpectedFingerprint.withAccessOf(names, schema);
  }
}
