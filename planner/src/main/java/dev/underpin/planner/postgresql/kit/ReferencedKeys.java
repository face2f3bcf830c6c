package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The unique keys that foreign keys depend on, before and after. */
public record ReferencedKeys(PostgresContext context) {
  /**
   * The unique keys that must exist, and those that must have been dropped, before a foreign key is
   * added: of several on its columns the server takes one, which cannot be dropped then.
   */
  public List<StepKey> under(ForeignKey key) {
    List<StepKey> needed = new ArrayList<>();
    boolean stays = false;
    for (Map.Entry<String, Object> old : keysOn(context.renamed(), key).entrySet()) {
      if (keysOn(context.target(), key).containsValue(old.getValue())) stays = true;
      else needed.add(State.UNIQUE_GONE.of(key.references(), old.getKey()));
    }
    if (!stays) needed.add(StepKey.unique(key.references(), key.referencedColumns()));
    return needed;
  }

  /** By name, the unique constraints and indexes that a foreign key can depend on. */
  private static Map<String, Object> keysOn(Schema schema, ForeignKey key) {
    Map<String, Object> keys = new LinkedHashMap<>();
    Set<String> columns = Set.copyOf(key.referencedColumns());
    for (Table table : schema.table(key.references()).stream().toList()) {
      for (Constraint constraint : table.constraints()) {
        if (!constraint.keys().isEmpty() && constraint.columns().equals(columns))
          keys.put(constraint.name().orElseThrow(), constraint);
      }
      for (Index index : table.indexes()) {
        if (index.unique() && index.keyColumns().equals(columns)) keys.put(index.name(), index);
      }
    }
    return keys;
  }
}
