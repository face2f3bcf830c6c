package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.order.Graph;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Table;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tables in groups that reference each other in a cycle, referenced groups first. */
public final class TableCycles {
  private TableCycles() {}

  public static List<List<Table>> of(Collection<Table> tables) {
    Map<String, Table> byName = new TreeMap<>(Identifiers.ORDER);
    for (Table table : tables) byName.put(table.name().name(), table);
    Graph<Table> graph = new Graph<>();
    byName.values().forEach(graph::add);
    for (Table table : byName.values()) {
      for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
        Optional.ofNullable(byName.get(key.references().name()))
            .ifPresent(parent -> graph.edge(parent, table));
      }
    }
    return graph.components();
  }
}
