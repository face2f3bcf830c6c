package dev.underpin.planner.recipe;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of their foreign keys new tables are created with, and which come after. */
public final class TableCreation {
  private final Map<QualifiedName, Set<QualifiedName>> parentsFirst;

  /** For the tables that these changes create. */
  public TableCreation(List<Change> changes) {
    parentsFirst = parentsFirst(changes);
  }

  /** The table with the foreign keys that can stand in its CREATE TABLE. */
  public Table inline(Table table) {
    return table.filterConstraints(c -> !(c instanceof ForeignKey f) || isInline(table, f));
  }

  /** The foreign keys that are added once all of the new tables are there. */
  public List<ForeignKey> later(Table table) {
    return table.constraintsOf(ForeignKey.class).stream().filter(f -> !isInline(table, f)).toList();
  }

  private boolean isInline(Table table, ForeignKey key) {
    return key.references().equals(table.name())
        || parentsFirst.getOrDefault(table.name(), Set.of()).contains(key.references());
  }

  /**
   * For each new table, the new tables that can be made before it; foreign keys that go round in a
   * circle are left out.
   */
  private static Map<QualifiedName, Set<QualifiedName>> parentsFirst(List<Change> changes) {
    Map<QualifiedName, Table> open = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change instanceof Change.CreateTable c) open.put(c.table(), c.definition());
    }
    Map<QualifiedName, Set<QualifiedName>> placed = new LinkedHashMap<>();
    Set<QualifiedName> made = new HashSet<>();
    Set<QualifiedName> all = new HashSet<>(open.keySet());
    while (!open.isEmpty()) {
      List<Table> ready =
          open.values().stream()
              .filter(t -> parents(t, all).stream().allMatch(made::contains))
              .toList();
      if (ready.isEmpty()) ready = List.of(open.values().iterator().next());
      for (Table table : ready) {
        Set<QualifiedName> before = parents(table, all);
        before.retainAll(made);
        placed.put(table.name(), before);
      }
      for (Table table : ready) {
        made.add(table.name());
        open.remove(table.name());
      }
    }
    return placed;
  }

  private static Set<QualifiedName> parents(Table table, Set<QualifiedName> among) {
    Set<QualifiedName> parents = new HashSet<>();
    for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
      if (!key.references().equals(table.name()) && among.contains(key.references()))
        parents.add(key.references());
    }
    return parents;
  }
}
