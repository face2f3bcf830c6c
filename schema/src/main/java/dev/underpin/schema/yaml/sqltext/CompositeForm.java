package dev.underpin.schema.yaml.sqltext;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What follows AS in the statement that creates a composite type.
 *
 * @param attributes type and collation as SQL, by name, in their order
 */
public record CompositeForm(Map<String, String> attributes) {
  /** The text that means this. */
  public String sql(UnaryOperator<String> quote) {
    return attributes.entrySet().stream()
        .map(e -> quote.apply(e.getKey()) + " " + e.getValue())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** What a text means; absent where it says more than this can. */
  public static Optional<CompositeForm> read(String text) {
    try {
      Map<String, String> attributes = new LinkedHashMap<>();
      SqlCursor all = new SqlCursor(text);
      all.skipOne();
      if (!all.atEnd()) return Optional.empty();
      for (String attribute : RoutineArguments.split(text)) {
        SqlCursor cursor = new SqlCursor(attribute);
        String name = cursor.next().value();
        if (attributes.put(name, cursor.rest()) != null) return Optional.empty();
      }
      return Optional.of(new CompositeForm(attributes));
    } catch (SqlTextException e) {
      return Optional.empty();
    }
  }
}
