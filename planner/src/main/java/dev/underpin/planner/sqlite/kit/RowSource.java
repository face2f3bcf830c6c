package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a table as a query sees them under the names that the plan's renames lead to,
 * although it is asked before anything is renamed.
 *
 * @param sql what comes after FROM
 * @param key the expression that names a row
 */
record RowSource(QualifiedName table, SqlText sql, SqlText key) {
  private static final String ROW = "underpin_row";

  /** The rows as they are, under the names as they are. */
  static RowSource asIs(PhysicalTable table) {
    return new RowSource(
        table.name(), TEMPLATE.fragment("{}", table.name()), key(table, table.rowidValue()));
  }

  /** The rows before the plan, under the names after its renames. */
  static RowSource beforeRenames(SqliteContext context, PhysicalTable table) {
    QualifiedName live = context.live(table.name());
    Map<String, String> renamed = context.renamedColumns(table.name());
    if (live.equals(table.name()) && renamed.isEmpty()) return asIs(table);
    List<SqlText> columns = new ArrayList<>();
    table
        .rowid()
        .ifPresent(word -> columns.add(TEMPLATE.fragment("{} AS {}", SqlText.of(word), ROW)));
    for (Column column : table.columns()) {
      String from = renamed.getOrDefault(column.name(), column.name());
      columns.add(
          from.equals(column.name())
              ? TEMPLATE.fragment("{}", from)
              : TEMPLATE.fragment("{} AS {}", from, column.name()));
    }
    return new RowSource(
        table.name(),
        TEMPLATE.fragment("(SELECT {} FROM {}) AS {}", columns, live, table.name()),
        key(table, table.rowid().map(word -> table.value(ROW))));
  }

  private static SqlText key(PhysicalTable table, Optional<SqlText> rowid) {
    return table.key().isEmpty()
        ? rowid.orElseGet(() -> table.value(table.columns().get(0).name()))
        : Expressions.joined(table.key().stream().map(table::value).toList(), " || ', ' || ");
  }
}
