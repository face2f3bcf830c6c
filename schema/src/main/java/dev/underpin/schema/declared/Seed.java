package dev.underpin.schema.declared;

import dev.underpin.schema.error.Location;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reference rows of a table.
 *
 * @param key the columns that tell one row from another; they are unique
 * @param keepsRows true where a row that is no longer declared stays in the table
 * @param location where the table is named
 */
public record Seed(
    QualifiedName table, List<String> key, List<Row> rows, boolean keepsRows, Location location) {
  public Seed {
    key = List.copyOf(key);
    rows = List.copyOf(rows);
  }

  /**
   * A row.
   *
   * @param values by column, in the order in which they are written; what is not named is left to
   *     the column's default, and is never changed
   */
  public record Row(Map<String, SeedValue> values, Location location) {
    public Row {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** The values that tell a row from the others; quotes make no difference between them. */
  public List<SeedValue> identity(Row row) {
    List<SeedValue> values = new ArrayList<>();
    for (String column : key)
      values.add(row.values().getOrDefault(column, SeedValue.NULL).withoutQuotes());
    return values;
  }

  /** The same for a table of another name. */
  public Seed withTable(QualifiedName other) {
    return new Seed(other, key, rows, keepsRows, location);
  }
}
