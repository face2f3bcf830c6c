package dev.underpin.schema.json;

import dev.underpin.schema.model.Schema;
import java.util.Map;
import java.util.TreeMap;

/** The comment of a namespace. */
record NamespaceComment(String name, String text) {
  /** All of a schema, by the names of the namespaces. */
  static Map<String, NamespaceComment> of(Schema schema) {
    Map<String, NamespaceComment> comments = new TreeMap<>();
    schema.namespaceComments().forEach((n, text) -> comments.put(n, new NamespaceComment(n, text)));
    return comments;
  }
}
