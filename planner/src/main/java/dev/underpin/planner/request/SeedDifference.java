package dev.underpin.planner.request;

import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The reference rows of a table that are not in the database as they are declared.
 *
 * @param rows those alone, in the order in which they are declared
 * @param removed the rows that an earlier migration has written and that are no longer declared
 * @param liveTable what the table is called now
 * @param liveNames the columns of the live table by their declared names; without those that are
 *     not in it, and empty where there is no such table
 */
public record SeedDifference(
    Seed seed,
    List<Row> rows,
    List<Removed> removed,
    QualifiedName liveTable,
    Map<String, String> liveNames) {
  public SeedDifference {
    rows = List.copyOf(rows);
    removed = List.copyOf(removed);
    liveNames = Map.copyOf(liveNames);
  }

  /** Without rows that go. */
  public SeedDifference(
      Seed seed, List<Row> rows, QualifiedName liveTable, Map<String, String> liveNames) {
    this(seed, rows, List.of(), liveTable, liveNames);
  }

  /** True where the database has all rows as they are declared. */
  public boolean isEmpty() {
    return rows.isEmpty() && removed.isEmpty();
  }

  /** The same with rows that go. */
  public SeedDifference removing(List<Removed> other) {
    return new SeedDifference(seed, rows, other, liveTable, liveNames);
  }

  /**
   * A row that goes.
   *
   * @param table the live table
   * @param key its key, by the names of the live columns
   * @param values what it holds, as literals, by the live columns in the table's order
   */
  public record Removed(Table table, Seed.Row key, Map<String, SqlText> values) {
    public Removed {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The columns that tell it from the others. */
    public List<String> keyColumns() {
      return List.copyOf(key.values().keySet());
    }
  }

  /**
   * A row that is missing, or that has other values.
   *
   * @param before the columns that have another value, and that value as a literal; empty of a
   *     column that is not in the table yet
   */
  public record Row(Seed.Row declared, boolean isMissing, Map<String, Optional<SqlText>> before) {
    public Row {
      before = Collections.unmodifiableMap(new TreeMap<>(before));
    }
  }
}
