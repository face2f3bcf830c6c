package dev.underpin.schema.yaml.sqltext;

import dev.underpin.schema.model.Index;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the YAML says of an object beside its name.
 *
 * @param text the query of a view; of all others what follows the name in the statement
 * @param words what is one text, by its key in the YAML: {@code comment}, {@code enabled}, {@code
 *     definer} …
 * @param columns the names of a view's columns, where they are not those of the query
 * @param with a view's options, in their order
 * @param defaults the defaults of a view's columns
 * @param indexes those of a materialized view
 */
public record ObjectForm(
    String text,
    SortedMap<String, String> words,
    List<String> columns,
    Map<String, String> with,
    SortedMap<String, String> defaults,
    List<Index> indexes) {
  public ObjectForm {
    columns = List.copyOf(columns);
    indexes = List.copyOf(indexes);
  }

  /** Of which nothing is said but a text. */
  public static ObjectForm of(String text) {
    return of(text, Map.of());
  }

  /** A text, and words by their keys. */
  public static ObjectForm of(String text, Map<String, String> words) {
    return new ObjectForm(
        text, new TreeMap<>(words), List.of(), new TreeMap<>(), new TreeMap<>(), List.of());
  }

  Optional<String> word(String key) {
    return Optional.ofNullable(words.get(key));
  }

  /** True where the text says all. */
  public boolean isText() {
    return words.isEmpty()
        && columns.isEmpty()
        && with.isEmpty()
        && defaults.isEmpty()
        && indexes.isEmpty();
  }
}
