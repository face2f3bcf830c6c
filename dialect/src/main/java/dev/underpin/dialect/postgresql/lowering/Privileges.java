package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.schema.catalog.Version;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which privileges there are on which kind of object. */
public final class Privileges {
  private static final Set<String> OF_COLUMNS = Set.of("select", "insert", "update", "references");
  private static final Map<String, Set<String>> KINDS =
      Map.of(
          "sequence", Set.of("usage", "select", "update"),
          "function", Set.of("execute"),
          "procedure", Set.of("execute"),
          "type", Set.of("usage"),
          "schema", Set.of("usage", "create"));
  private static final Set<String> OF_TABLES =
      Set.of("select", "insert", "update", "delete", "truncate", "references", "trigger");

  private Privileges() {}

  /** All that can be granted on a kind of object; empty for a kind that is not known. */
  public static Set<String> of(String word, Version version) {
    if (!word.equals("table")) return KINDS.getOrDefault(word, Set.of());
    Set<String> all = new TreeSet<>(OF_TABLES);
    if (version.atLeast(17)) all.add("maintain");
    return all;
  }

  /** True for what can be granted on a column. */
  public static boolean isOfColumns(String privilege) {
    return OF_COLUMNS.contains(privilege);
  }

  /** What everybody may do with a new object. */
  public static Set<String> ofPublic(String word) {
    return switch (word) {
      case "function", "procedure" -> Set.of("execute");
      case "type" -> Set.of("usage");
      default -> Set.of();
    };
  }

  /** The kind of object that a rule of default privileges is about: {@code tables} are tables. */
  public static String single(String objects) {
    return objects.replaceFirst("s$", "");
  }
}
