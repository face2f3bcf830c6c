package dev.underpin.planner.sqlite.kit;

import static java.util.Objects.requireNonNull;

import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tables in groups that reference each other in a circle, referenced groups first (Tarjan's
 * strongly connected components).
 */
public final class TableCycles {
  private final Map<String, Table> tables = new TreeMap<>();
  private final Map<String, Integer> number = new HashMap<>();
  private final Map<String, Integer> low = new HashMap<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final Set<String> onPath = new HashSet<>();
  private final List<List<Table>> groups = new ArrayList<>();

  private TableCycles(Collection<Table> tables) {
    for (Table table : tables) this.tables.put(key(table.name()), table);
  }

  public static List<List<Table>> of(Collection<Table> tables) {
    TableCycles cycles = new TableCycles(tables);
    for (String key : cycles.tables.keySet()) {
      if (!cycles.number.containsKey(key)) cycles.visit(key);
    }
    return cycles.groups;
  }

  private void visit(String key) {
    number.put(key, number.size());
    low.put(key, number.get(key));
    path.push(key);
    onPath.add(key);
    for (ForeignKey foreignKey : requireNonNull(tables.get(key)).constraintsOf(ForeignKey.class)) {
      String parent = key(foreignKey.references());
      if (!tables.containsKey(parent)) continue;
      if (!number.containsKey(parent)) {
        visit(parent);
        low.merge(key, low.get(parent), Math::min);
      } else if (onPath.contains(parent)) {
        low.merge(key, number.get(parent), Math::min);
      }
    }
    if (!low.get(key).equals(number.get(key))) return;
    List<Table> group = new ArrayList<>();
    String member;
    do {
      member = path.pop();
      onPath.remove(member);
      group.add(0, tables.get(member));
    } while (!member.equals(key));
    groups.add(group);
  }

  private static String key(QualifiedName name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
