package dev.underpin.planner.seed;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.request.SeedDifference;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.declared.SeedValue;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks a live table for the rows that are declared. The server compares the values: only it knows
 * what a text is as a value of a column's type.
 */
public final class SeedQuestions {
  /** So many rows are asked for at once. */
  private static final int ROWS = 50;

  private final Seed seed;
  private final SeedTable table;
  private final QualifiedName liveTable;
  private final Map<String, String> liveNames;
  private final List<String> columns;
  private final Map<Integer, SeedDifference.Row> found = new HashMap<>();
  private final Set<Integer> there = new HashSet<>();

  /**
   * Questions about the rows of a table.
   *
   * @param declared the table that is declared
   * @param liveTable the name of the live table
   * @param liveNames the columns of the live table by their declared names
   */
  public SeedQuestions(
      Dialect dialect,
      Seed seed,
      Table declared,
      QualifiedName liveTable,
      Map<String, String> liveNames) {
    this.seed = seed;
    this.table = SeedTable.of(dialect, "", declared);
    this.liveTable = liveTable;
    this.liveNames = Map.copyOf(liveNames);
    this.columns = table.columns(seed.rows());
  }

  /** All rows of a table that does not exist yet, or of which nothing is known. */
  public static SeedDifference allMissing(Seed seed) {
    return new SeedDifference(
        seed,
        seed.rows().stream().map(row -> new SeedDifference.Row(row, true, Map.of())).toList(),
        seed.table(),
        Map.of());
  }

  /** The queries. Without one, all rows are missing. */
  public List<String> queries() {
    List<String> queries = new ArrayList<>();
    if (!liveNames.keySet().containsAll(seed.key())) return queries;
    for (int from = 0; from < seed.rows().size(); from += ROWS) {
      List<String> rows = new ArrayList<>();
      int end = Math.min(seed.rows().size(), from + ROWS);
      for (int i = from; i < end; i++) rows.add(query(i));
      queries.add(String.join("\nUNION ALL ", rows));
    }
    return queries;
  }

  private String query(int number) {
    Seed.Row row = seed.rows().get(number);
    List<SqlText> items = new ArrayList<>();
    for (String name : columns) {
      String live = liveNames.get(name);
      if (live == null || !row.values().containsKey(name)) {
        items.add(SqlText.of("1"));
        items.add(SqlText.of("NULL"));
        continue;
      }
      Column column = table.column(name);
      SqlText at = table.template().fragment("{}", live);
      items.add(
          table
              .template()
              .fragment(
                  "CASE WHEN {} THEN 1 ELSE 0 END",
                  table.values().holds(column, at, table.written(row, name))));
      items.add(table.values().literalOf(column, at));
    }
    return table
        .template()
        .sql(
            "SELECT {}, {} FROM {} WHERE {}",
            number,
            items,
            liveTable,
            table.isRow(row, seed.key(), this::live));
  }

  private String live(String column) {
    return Objects.requireNonNull(liveNames.get(column));
  }

  /** Take a row of an answer. */
  public void answered(List<Optional<String>> answer) {
    int number = Integer.parseInt(answer.get(0).orElseThrow());
    there.add(number);
    Seed.Row row = seed.rows().get(number);
    Map<String, Optional<SqlText>> before = new TreeMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i);
      if (!row.values().containsKey(name)) continue;
      if (!liveNames.containsKey(name)) {
        if (!SeedValue.NULL.equals(row.values().get(name))) before.put(name, Optional.empty());
      } else if (answer.get(1 + 2 * i).equals(Optional.of("0"))) {
        before.put(name, answer.get(2 + 2 * i).map(SqlText::of));
      }
    }
    if (!before.isEmpty()) found.put(number, new SeedDifference.Row(row, false, before));
  }

  /** What is not as it is declared. */
  public SeedDifference difference() {
    List<SeedDifference.Row> rows = new ArrayList<>();
    for (int i = 0; i < seed.rows().size(); i++) {
      SeedDifference.Row changed = found.get(i);
      if (changed != null) rows.add(changed);
      else if (!there.contains(i))
        rows.add(new SeedDifference.Row(seed.rows().get(i), true, Map.of()));
    }
    return new SeedDifference(seed, rows, liveTable, liveNames);
  }
}
