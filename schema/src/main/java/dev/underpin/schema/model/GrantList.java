package dev.underpin.schema.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The privileges on one object, by role; the role that everybody has is {@link #PUBLIC}. Of the
 * owner nothing is said where it has all privileges. A privilege is in it once for a role and a
 * column: with the right to grant it, or without.
 */
public record GrantList(SortedMap<String, SortedSet<Privilege>> roles) {
  /** What stands for every role. */
  public static final String PUBLIC = "public";

  /** Nobody has a privilege but the owner. */
  public static final GrantList NONE = new GrantList(new TreeMap<>());

  private static final String OPTION = " with grant option";
  private static final Pattern PRIVILEGE =
      Pattern.compile("\\s*([a-zA-Z]+)\\s*(?:\\((.*)\\))?\\s*(?i)(with\\s+grant\\s+option)?\\s*");
  private static final Pattern COLUMN =
      Pattern.compile("\\s*(\"(?:[^\"]|\"\")+\"|[^\",]+)\\s*(,|$)");
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_$-]*");

  public GrantList {
    TreeMap<String, SortedSet<Privilege>> copy = new TreeMap<>();
    roles.forEach(
        (role, privileges) -> {
          SortedSet<Privilege> all = new TreeSet<>(privileges);
          all.removeIf(p -> !p.grantable() && privileges.contains(p.withGrantable(true)));
          if (!all.isEmpty()) copy.put(role, Collections.unmodifiableSortedSet(all));
        });
    roles = Collections.unmodifiableSortedMap(copy);
  }

  /** The privileges of a role. */
  public SortedSet<Privilege> of(String role) {
    return roles.getOrDefault(role, Collections.emptySortedSet());
  }

  /** A copy where a role has these privileges. */
  public GrantList with(String role, Collection<Privilege> privileges) {
    TreeMap<String, SortedSet<Privilege>> copy = new TreeMap<>(roles);
    copy.put(role, new TreeSet<>(privileges));
    return new GrantList(copy);
  }

  /** A copy with the privileges of both. */
  public GrantList and(GrantList other) {
    TreeMap<String, SortedSet<Privilege>> copy = new TreeMap<>();
    roles.forEach((role, privileges) -> copy.put(role, new TreeSet<>(privileges)));
    other.roles.forEach(
        (role, more) -> copy.computeIfAbsent(role, r -> new TreeSet<>()).addAll(more));
    return new GrantList(copy);
  }

  /** A copy with each privilege replaced by what the operator makes of the set of a role. */
  public GrantList map(UnaryOperator<SortedSet<Privilege>> operator) {
    TreeMap<String, SortedSet<Privilege>> copy = new TreeMap<>();
    roles.forEach((role, privileges) -> copy.put(role, operator.apply(new TreeSet<>(privileges))));
    return new GrantList(copy);
  }

  /** A copy where a column has another name. */
  public GrantList renamed(String from, String to) {
    return map(
        all -> {
          SortedSet<Privilege> renamed = new TreeSet<>();
          all.forEach(p -> renamed.add(p.column().equals(from) ? p.withColumn(to) : p));
          return renamed;
        });
  }

  /** A copy without what is granted on a column. */
  public GrantList withoutColumn(String column) {
    return map(
        all -> {
          all.removeIf(p -> p.column().equals(column));
          return all;
        });
  }

  /** The columns that a privilege is limited to. */
  public Set<String> columns() {
    Set<String> columns = new TreeSet<>();
    roles.values().forEach(all -> all.forEach(p -> columns.add(p.column())));
    columns.remove("");
    return columns;
  }

  /** The privileges of a role as a person writes them: {@code update (id, status)}. */
  public static List<String> words(Collection<Privilege> privileges) {
    Map<String, List<String>> byWord = new LinkedHashMap<>();
    for (Privilege p : new TreeSet<>(privileges))
      byWord
          .computeIfAbsent(
              p.word() + (p.grantable() ? OPTION : "") + (p.column().isEmpty() ? "" : "("),
              w -> new ArrayList<>())
          .add(p.column());
    List<String> words = new ArrayList<>();
    byWord.forEach(
        (word, columns) -> {
          if (!word.endsWith("(")) {
            words.add(word);
            return;
          }
          String of = String.join(", ", columns.stream().map(GrantList::quoted).toList());
          String bare = word.substring(0, word.length() - 1);
          words.add(
              bare.endsWith(OPTION)
                  ? bare.replace(OPTION, "") + " (" + of + ")" + OPTION
                  : bare + " (" + of + ")");
        });
    return words;
  }

  /** What a person writes for privileges; empty where it cannot be read. */
  public static Optional<List<Privilege>> privileges(String text) {
    Matcher form = PRIVILEGE.matcher(text);
    if (!form.matches()) return Optional.empty();
    String word = form.group(1).toLowerCase(java.util.Locale.ROOT);
    boolean grantable = form.group(3) != null;
    if (form.group(2) == null) return Optional.of(List.of(new Privilege(word, "", grantable)));
    List<Privilege> all = new ArrayList<>();
    Matcher column = COLUMN.matcher(form.group(2));
    int at = 0;
    while (at < form.group(2).length()) {
      if (!column.find(at) || column.start() != at) return Optional.empty();
      all.add(new Privilege(word, bare(column.group(1).strip()), grantable));
      at = column.end();
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  /** Read what {@code toString} wrote. */
  public static GrantList parse(String text) {
    TreeMap<String, SortedSet<Privilege>> roles = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      int colon = line.startsWith("\"") ? line.indexOf("\": ") + 1 : line.indexOf(": ");
      if (colon <= 0) continue;
      SortedSet<Privilege> all = new TreeSet<>();
      for (String part : parts(line.substring(colon + 2))) privileges(part).ifPresent(all::addAll);
      roles.put(bare(line.substring(0, colon)), all);
    }
    return new GrantList(roles);
  }

  /** Cut at the commas that are not in parentheses or quotes. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') quoted = !quoted;
      else if (quoted) continue;
      else if (c == '(') depth++;
      else if (c == ')') depth--;
      else if (c == ',' && depth == 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String quoted(String name) {
    return PLAIN.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String bare(String name) {
    return name.startsWith("\"") && name.length() > 1
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  /** A line a role, always the same text for the same privileges; {@link #parse} reads it. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    roles.forEach(
        (role, privileges) ->
            lines.add(quoted(role) + ": " + String.join(", ", words(privileges))));
    return String.join("\n", lines);
  }
}
