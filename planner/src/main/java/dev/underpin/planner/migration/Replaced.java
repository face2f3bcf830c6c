package dev.underpin.planner.migration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The migrations in whose place another one is, as its up.sql names them.
 *
 * @param ids the oldest first; none for a migration that is in no other's place
 * @param earlier of those that were in the place of others themselves, these others
 */
public record Replaced(List<String> ids, Map<String, List<String>> earlier) {
  public static final Replaced NONE = new Replaced(List.of(), Map.of());

  private static final String START = "-- replaces: ";
  private static final Pattern LINE = Pattern.compile(START + "(\\S+)(?: for (\\S+))?\\s*");

  public Replaced {
    ids = List.copyOf(ids);
    Map<String, List<String>> copy = new LinkedHashMap<>();
    earlier.forEach((id, others) -> copy.put(id, List.copyOf(others)));
    earlier = copy;
  }

  /** What a file says. */
  public static Replaced in(String up) {
    List<String> ids = new ArrayList<>();
    Map<String, List<String>> earlier = new LinkedHashMap<>();
    for (String line : up.lines().filter(l -> l.startsWith(START)).toList()) {
      Matcher m = LINE.matcher(line);
      if (!m.matches()) continue;
      if (m.group(2) == null) ids.add(m.group(1));
      else earlier.computeIfAbsent(m.group(2), id -> new ArrayList<>()).add(m.group(1));
    }
    return ids.isEmpty() ? NONE : new Replaced(ids, earlier);
  }

  /** In the place of migrations, each with those in whose place it is itself. */
  public static Replaced of(Map<String, Replaced> migrations) {
    Map<String, List<String>> earlier = new LinkedHashMap<>();
    migrations.forEach(
        (id, others) -> {
          if (others.isEmpty()) return;
          earlier.put(id, others.ids());
          earlier.putAll(others.earlier());
        });
    return new Replaced(List.copyOf(migrations.keySet()), earlier);
  }

  public boolean isEmpty() {
    return ids.isEmpty();
  }

  /** All that it names, those of earlier times too. */
  public Set<String> all() {
    Set<String> all = new LinkedHashSet<>(ids);
    earlier.values().forEach(all::addAll);
    return all;
  }

  /** True where a database that has had some migrations has all that is replaced. */
  public boolean isHad(Collection<String> had) {
    return !ids.isEmpty() && missing(had).isEmpty();
  }

  /** What a database lacks that has had some migrations. */
  public List<String> missing(Collection<String> had) {
    Predicate<String> isHad =
        new Predicate<>() {
          @Override
          public boolean test(String id) {
            List<String> others = earlier.getOrDefault(id, List.of());
            return had.contains(id) || !others.isEmpty() && others.stream().allMatch(this);
          }
        };
    return ids.stream().filter(isHad.negate()).toList();
  }

  /** The lines of up.sql. */
  String lines() {
    StringBuilder lines = new StringBuilder();
    ids.forEach(id -> lines.append(START).append(id).append('\n'));
    earlier.forEach(
        (id, others) ->
            others.forEach(
                other ->
                    lines.append(START).append(other).append(" for ").append(id).append('\n')));
    return lines.toString();
  }
}
