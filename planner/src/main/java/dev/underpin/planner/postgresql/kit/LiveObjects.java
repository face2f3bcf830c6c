package dev.underpin.planner.postgresql.kit;

import dev.underpin.schema.model.SchemaObject;

/** Objects as they are before the plan renames what they use. */
public record LiveObjects(PostgresContext context) {
  /** The object under the names that tables and columns have before the plan begins. */
  public SchemaObject before(SchemaObject renamed) {
    return context.catalog().schema().objects().values().stream()
        .filter(
            live ->
                live.kind() == renamed.kind() && live.name().name().equals(renamed.name().name()))
        .filter(live -> live.table().equals(renamed.table().map(context::live)))
        .filter(live -> live.table().isPresent() || live.name().equals(renamed.name()))
        .findFirst()
        .orElse(renamed);
  }
}
