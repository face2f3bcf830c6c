package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows of a table as a query sees them under the names that the plan's renames lead to,
 * although it is asked before anything is renamed.
 *
 * @param sql what stands behind FROM
 * @param key the expression that names a row
 */
record RowSource(QualifiedName table, String sql, String key) {
  private static final String ROW = "underpin_row";

  /** The rows as they are, under the names as they are. */
  static RowSource asIs(PhysicalTable table) {
    String name = quote(table.name().name());
    return new RowSource(
        table.name(), name, key(table, table.rowid().map(word -> name + "." + word)));
  }

  /** The rows before the plan, under the names after its renames. */
  static RowSource beforeRenames(Situation situation, PhysicalTable table) {
    QualifiedName live = situation.liveName(table.name());
    Map<String, String> renamed = situation.renamedColumns(table.name());
    if (live.equals(table.name()) && renamed.isEmpty()) return asIs(table);
    List<String> columns = new ArrayList<>();
    table.rowid().ifPresent(word -> columns.add(word + " AS " + quote(ROW)));
    for (Column column : table.columns()) {
      String from = renamed.getOrDefault(column.name(), column.name());
      columns.add(quote(from) + (from.equals(column.name()) ? "" : " AS " + quote(column.name())));
    }
    String name = quote(table.name().name());
    return new RowSource(
        table.name(),
        "(SELECT " + String.join(", ", columns) + " FROM " + quote(live.name()) + ") AS " + name,
        key(table, table.rowid().map(word -> name + "." + quote(ROW))));
  }

  private static String key(PhysicalTable table, Optional<String> rowid) {
    String name = quote(table.name().name());
    List<String> key =
        table.table().primaryKey().map(PrimaryKey::columns).map(List::copyOf).orElse(List.of());
    if (key.isEmpty()) {
      return rowid.orElseGet(() -> name + "." + quote(table.columns().get(0).name()));
    }
    return key.stream()
        .map(column -> name + "." + quote(column))
        .collect(Collectors.joining(" || ', ' || "));
  }

  private static String quote(String name) {
    return Identifiers.quote(name);
  }
}
