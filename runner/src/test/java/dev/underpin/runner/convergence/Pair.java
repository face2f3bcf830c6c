package dev.underpin.runner.convergence;

import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.yaml.write.SchemaWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Two schemas, as people would declare them, what the second says of the first, and rows for the
 * first.
 */
record Pair(Schema from, Schema to, Hints hints, List<Row> rows) {

  /** A row, its values as literals; what is not named has its default. */
  record Row(QualifiedName table, Map<String, String> values) {
    @Override
    public String toString() {
      return table + " " + values;
    }
  }

  Pair {
    rows = List.copyOf(rows);
  }

  Pair withSchemas(Schema otherFrom, Schema otherTo) {
    return new Pair(otherFrom, otherTo, hints, rows);
  }

  Pair withHints(Hints other) {
    return new Pair(from, to, other, rows);
  }

  Pair withRows(List<Row> other) {
    return new Pair(from, to, hints, other);
  }

  static String yaml(Schema schema) {
    return SchemaWriter.complete().write(schema);
  }

  @Override
  public String toString() {
    return "--- from\n"
        + yaml(from)
        + "--- rows\n"
        + rows.stream().map(r -> r + "\n").collect(Collectors.joining())
        + "--- to\n"
        + yaml(to)
        + "--- hints\n"
        + hints(hints);
  }

  private static String hints(Hints hints) {
    StringBuilder text = new StringBuilder();
    hints
        .renamedTables()
        .forEach(
            (to, from) -> text.append(to).append(": renamed_from: ").append(from).append('\n'));
    hints
        .renamedColumns()
        .forEach(
            (to, from) -> text.append(to).append(": renamed_from: ").append(from).append('\n'));
    hints
        .backfills()
        .forEach((to, sql) -> text.append(to).append(": backfill: ").append(sql).append('\n'));
    hints
        .using()
        .forEach((to, sql) -> text.append(to).append(": using: ").append(sql).append('\n'));
    hints
        .renamedLabels()
        .forEach(
            (to, labels) ->
                text.append(to).append(": renamed labels: ").append(labels).append('\n'));
    return text.toString();
  }
}
