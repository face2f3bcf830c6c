package dev.underpin.planner.order;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of their foreign keys new tables are created with, and which are added after. */
public final class TableCreation {
  private final Map<QualifiedName, Set<QualifiedName>> parentsFirst = new HashMap<>();

  /** For the tables that these changes create. In a cycle, the table of the first change begins. */
  public TableCreation(List<Change> changes) {
    List<Table> tables =
        changes.stream()
            .filter(Change.CreateTable.class::isInstance)
            .map(c -> ((Change.CreateTable) c).definition())
            .toList();
    Graph<QualifiedName> graph = new Graph<>();
    tables.forEach(t -> graph.add(t.name()));
    for (Table table : tables) {
      for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
        if (graph.has(key.references())) graph.edge(key.references(), table.name());
      }
    }
    Set<QualifiedName> created = new HashSet<>();
    for (QualifiedName name : graph.sorted()) {
      Set<QualifiedName> parents = new HashSet<>(graph.before(name));
      parents.retainAll(created);
      parentsFirst.put(name, parents);
      created.add(name);
    }
  }

  /** The table with the foreign keys that can be part of its CREATE TABLE. */
  public Table inline(Table table) {
    return table.filterConstraints(c -> !(c instanceof ForeignKey f) || isInline(table, f));
  }

  /** The foreign keys that are added once all of the new tables exist. */
  public List<ForeignKey> later(Table table) {
    return table.constraintsOf(ForeignKey.class).stream().filter(f -> !isInline(table, f)).toList();
  }

  private boolean isInline(Table table, ForeignKey key) {
    return key.references().equals(table.name())
        || parentsFirst.getOrDefault(table.name(), Set.of()).contains(key.references());
  }
}
