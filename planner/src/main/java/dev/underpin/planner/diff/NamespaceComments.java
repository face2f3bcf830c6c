package dev.underpin.planner.diff;

import dev.underpin.dialect.Dialect;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.Schema;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The comments of namespaces. One is managed where it is declared, and where the desired schema
 * names all namespaces; otherwise it is left alone.
 */
record NamespaceComments(Dialect dialect, Schema live, Schema desired, Hints hints) {
  /** The comments in the end. */
  Map<String, String> target(Collection<String> namespaces) {
    Map<String, String> comments = new TreeMap<>();
    for (String name : namespaces) comment(name).ifPresent(c -> comments.put(name, c));
    return comments;
  }

  private Optional<String> comment(String name) {
    Optional<String> now = live.namespaceComment(name);
    if (desired.namespaceComments().containsKey(name)) return desired.namespaceComment(name);
    boolean managed = hints.onlyNamespaces() && desired.namespaces().contains(name);
    if (!managed) return now;
    // It says nothing, and is often not there.
    Optional<String> usual = dialect.usualComment(name);
    return now.isEmpty() || now.equals(usual) ? now : usual;
  }
}
