package dev.underpin.schema.yaml.keys;

import static java.util.Objects.requireNonNull;

import dev.underpin.schema.yaml.keys.KeyTable.Key;
import dev.underpin.schema.yaml.keys.KeyTable.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads keys that are written a line each: word, shape and meaning. */
final class KeyLines {
  private KeyLines() {}

  /** The keys by their words; a word alone means what {@link SharedKeys} says. */
  static Map<String, Key> read(String lines) {
    return read(lines, SharedKeys.ALL);
  }

  /**
   * The keys by their words.
   *
   * @param shared what a word alone means
   */
  static Map<String, Key> read(String lines, Map<String, Key> shared) {
    Map<String, Key> keys = new LinkedHashMap<>();
    for (String line : lines.split("\n")) {
      String[] parts = line.split(" ", 3);
      String word = parts[0].replace("*", "");
      keys.put(
          word,
          parts.length == 1
              ? requireNonNull(shared.get(word))
              : new Key(word, Shape.valueOf(parts[1]), parts[2], parts[0].endsWith("*")));
    }
    return keys;
  }
}
