package dev.underpin.schema.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The privileges that new objects get: for the role that creates them, everywhere or in one schema.
 * A rule without a schema says all; a rule for a schema is added to it.
 */
public record DefaultPrivileges(SortedMap<Rule, GrantList> rules) {
  /** What a rule without a role is about, until it is known who runs the plan. */
  public static final String SESSION = "current_user";

  /** No rule. */
  public static final DefaultPrivileges NONE = new DefaultPrivileges(new TreeMap<>());

  private static final String SEPARATOR = "\t";

  /**
   * What a rule is about.
   *
   * @param objects {@code tables}, {@code sequences}, {@code functions}, {@code types} or {@code
   *     schemas}
   * @param role the role that creates the objects
   * @param schema where they are created; empty for everywhere
   */
  public record Rule(String objects, String role, String schema) implements Comparable<Rule> {
    @Override
    public int compareTo(Rule other) {
      int byObjects = objects.compareTo(other.objects);
      if (byObjects != 0) return byObjects;
      int byRole = role.compareTo(other.role);
      return byRole != 0 ? byRole : schema.compareTo(other.schema);
    }

    /** The rule as the YAML has it. */
    public String words(String session) {
      return objects
          + (role.equals(session) ? "" : " for role " + quoted(role))
          + (schema.isEmpty() ? "" : " in schema " + quoted(schema));
    }

    private static String quoted(String name) {
      return name.matches("[\\p{L}\\p{Nd}_$-]+") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
  }

  public DefaultPrivileges {
    rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
  }

  /** Read what {@code toString} wrote. */
  public static DefaultPrivileges parse(String text) {
    TreeMap<Rule, GrantList> rules = new TreeMap<>();
    TreeMap<Rule, StringBuilder> lines = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      String[] parts = line.split(SEPARATOR, 4);
      if (parts.length < 4) continue;
      lines
          .computeIfAbsent(new Rule(parts[0], parts[1], parts[2]), r -> new StringBuilder())
          .append(parts[3])
          .append('\n');
    }
    lines.forEach((rule, grants) -> rules.put(rule, GrantList.parse(grants.toString())));
    return new DefaultPrivileges(rules);
  }

  /** A line for each rule and role. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    rules.forEach(
        (rule, grants) -> {
          for (String line : grants.toString().split("\n", -1))
            lines.add(String.join(SEPARATOR, rule.objects(), rule.role(), rule.schema(), line));
        });
    return String.join("\n", lines);
  }
}
