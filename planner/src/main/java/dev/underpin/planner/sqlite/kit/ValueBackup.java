package dev.underpin.planner.sqlite.kit;

import static dev.underpin.dialect.sqlite.ddl.SqliteDdl.TEMPLATE;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Statements by which a rollback puts what it removes into a table of the trash. The table may
 * exist already, from a rollback before this one: a migration may be applied and rolled back again,
 * and its text stays the same. So rows are added to it.
 */
public final class ValueBackup {
  private ValueBackup() {}

  /** The values of a column, each beside its row's key, where they are not just the default. */
  public static List<String> ofColumn(SqliteContext context, PhysicalTable table, Column column) {
    if (column.generated().isPresent()) return List.of();
    Map<String, SqlText> sources = new LinkedHashMap<>();
    for (String key : table.key()) sources.put(key, table.value(key));
    if (sources.isEmpty()) table.rowidValue().ifPresent(rowid -> sources.put("row", rowid));
    sources.putIfAbsent(column.name(), table.value(column.name()));
    SqlText usual =
        column
            .defaultValue()
            .filter(DefaultValues::isConstant)
            .map(DefaultValues::expression)
            .orElse(SqlText.of("NULL"));
    return save(
        context.trashName(table.name().name() + "." + column.name()),
        sources,
        TEMPLATE.fragment(
            "{} WHERE {} IS NOT {}", table.name(), table.value(column.name()), usual));
  }

  /** All rows of a table. */
  public static List<String> ofTable(SqliteContext context, PhysicalTable table) {
    Map<String, SqlText> sources = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      if (column.generated().isEmpty()) sources.put(column.name(), table.value(column.name()));
    }
    String trash = context.trashName(table.name().name());
    return save(trash, sources, TEMPLATE.fragment("{}", table.name()));
  }

  /** Columns without a type keep every value as it is. */
  private static List<String> save(String trash, Map<String, SqlText> sources, SqlText rows) {
    return List.of(
        TEMPLATE.sql("CREATE TABLE IF NOT EXISTS {} ({})", trash, sources.keySet()),
        TEMPLATE.sql(
            "INSERT INTO {} ({}) SELECT {} FROM {}",
            trash,
            sources.keySet(),
            sources.values(),
            rows));
  }
}
