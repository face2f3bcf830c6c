package dev.underpin.planner.seed;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.request.SeedDifference;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks a live table for the rows that are no longer declared, with all that they hold. */
public final class RemovedRows {
  /** So many rows are asked for at once. */
  private static final int ROWS = 50;

  private final SeedTable table;
  private final Seed gone;
  private final List<String> columns;
  private final Map<Integer, Map<String, SqlText>> found = new TreeMap<>();

  /**
   * @param gone the rows by the names of the live columns, each with its key alone
   * @param live the live table
   */
  public RemovedRows(Dialect dialect, Seed gone, Table live) {
    this.gone = gone;
    this.table = SeedTable.of(dialect, "", live);
    this.columns =
        live.columns().stream()
            .filter(column -> column.generated().isEmpty())
            .map(Column::name)
            .toList();
  }

  /** The queries. */
  public List<String> queries() {
    List<String> queries = new ArrayList<>();
    for (int from = 0; from < gone.rows().size(); from += ROWS) {
      List<String> rows = new ArrayList<>();
      int end = Math.min(gone.rows().size(), from + ROWS);
      for (int i = from; i < end; i++) rows.add(query(i));
      queries.add(String.join("\nUNION ALL ", rows));
    }
    return queries;
  }

  private String query(int number) {
    List<SqlText> values = new ArrayList<>();
    for (String name : columns)
      values.add(
          table.values().literalOf(table.column(name), table.template().fragment("{}", name)));
    return table
        .template()
        .sql(
            "SELECT {}, {} FROM {} WHERE {}",
            number,
            values,
            table.name(),
            table.isRow(gone.rows().get(number), gone.key(), SeedTable.Names.DECLARED));
  }

  /** Take a row of an answer. */
  public void answered(List<Optional<String>> answer) {
    Map<String, SqlText> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++)
      values.put(columns.get(i), SqlText.of(answer.get(1 + i).orElse("NULL")));
    found.put(Integer.parseInt(answer.get(0).orElseThrow()), values);
  }

  /** The rows that are in the table. */
  public List<SeedDifference.Removed> rows() {
    List<SeedDifference.Removed> rows = new ArrayList<>();
    found.forEach(
        (number, values) ->
            rows.add(
                new SeedDifference.Removed(table.declared(), gone.rows().get(number), values)));
    return rows;
  }
}
