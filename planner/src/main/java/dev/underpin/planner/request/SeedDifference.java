package dev.underpin.planner.request;

import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.model.SqlText;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The reference rows of a table that are not in the database as they are declared.
 *
 * @param rows those alone, in the order in which they are declared
 * @param liveNames the columns of the live table by their declared names; without those that are
 *     not in it, and empty where there is no such table
 */
public record SeedDifference(Seed seed, List<Row> rows, Map<String, String> liveNames) {
  public SeedDifference {
    rows = List.copyOf(rows);
    liveNames = Map.copyOf(liveNames);
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
