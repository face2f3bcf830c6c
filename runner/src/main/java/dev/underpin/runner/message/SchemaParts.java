package dev.underpin.runner.message;

import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything in a schema that has a name of its own, by that name in words. */
final class SchemaParts {
  private SchemaParts() {}

  static Map<String, Object> of(Schema schema) {
    Map<String, Object> parts = new TreeMap<>();
    schema.tables().values().forEach(table -> table(table, parts));
    schema.enums().forEach((name, type) -> parts.put(name.toString(), type));
    schema.sequences().forEach((name, sequence) -> parts.put(name.toString(), sequence));
    schema.objects().values().forEach(o -> parts.put(name(o), List.of(o.create(), o.options())));
    schema
        .access()
        .forEach((key, access) -> parts.put(SchemaPart.of(key).words(""), access.text()));
    return parts;
  }

  private static void table(Table table, Map<String, Object> parts) {
    String of = " of " + table.name();
    parts.put(table.name().toString(), List.of(table.comment(), table.options()));
    for (Column column : table.columns()) parts.put("column " + column.name() + of, column);
    for (Constraint constraint : table.constraints())
      parts.put("constraint " + constraint.name().orElse("without a name") + of, constraint);
    for (Index index : table.indexes()) parts.put("index " + index.name() + of, index);
  }

  private static String name(SchemaObject object) {
    return object.kind().words()
        + " "
        + object.name()
        + object.table().map(t -> " of " + t).orElse("");
  }
}
