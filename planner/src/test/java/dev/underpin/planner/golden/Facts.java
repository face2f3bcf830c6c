package dev.underpin.planner.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a case says beside its schemas: the lines {@code # key: value} at the head of its {@code
 * before.yaml}. {@code src/test/resources/recipes/README.md} describes every key.
 *
 * @param values the values of each key, in the order of the lines
 */
public record Facts(Map<String, List<String>> values) {
  private static final Set<String> KEYS =
      Set.of(
          "page",
          "insert",
          "engines",
          "version",
          "allow",
          "options",
          "large-table",
          "empty",
          "rows",
          "bytes",
          "found",
          "not-checked",
          "trash",
          "taken-names",
          "instant-changes",
          "collation",
          "broken",
          "uses",
          "show",
          "online",
          "text");

  private static final Pattern LINE = Pattern.compile("# ([a-z-]+): (.+)");

  /** Read the comment lines that a file begins with. */
  static Facts of(String name, String yaml) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String line : yaml.lines().takeWhile(l -> l.startsWith("#")).toList()) {
      Matcher fact = LINE.matcher(line);
      if (!fact.matches()) continue;
      if (!KEYS.contains(fact.group(1)))
        throw new AssertionError(name + ": no fact is called \"" + fact.group(1) + "\"");
      values.computeIfAbsent(fact.group(1), k -> new ArrayList<>()).add(fact.group(2).strip());
    }
    return new Facts(values);
  }

  /** Every line of a key, whole. */
  List<String> lines(String key) {
    return values.getOrDefault(key, List.of());
  }

  /** The items of a key, which commas separate. */
  List<String> items(String key) {
    return lines(key).stream().flatMap(l -> Pattern.compile(", *").splitAsStream(l)).toList();
  }

  Optional<String> one(String key) {
    return lines(key).stream().findFirst();
  }

  /** What is said of a table, as in {@code orders 2 GB}; of the table {@code all} for every one. */
  Optional<String> ofTable(String key, String table) {
    for (String item : items(key)) {
      String[] words = item.split(" ", 2);
      if (words[0].equals(table) || words[0].equals("all"))
        return Optional.of(words.length == 1 ? "" : words[1]);
    }
    return Optional.empty();
  }

  /** A size such as {@code 2 GB}. */
  static long bytes(String text) {
    String[] words = text.split(" ");
    int power = List.of("B", "KB", "MB", "GB", "TB").indexOf(words[1]);
    if (power < 0) throw new AssertionError("no size: " + text);
    return Long.parseLong(words[0]) << (10 * power);
  }
}
