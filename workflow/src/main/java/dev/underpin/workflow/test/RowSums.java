package dev.underpin.workflow.test;

import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of each table of a small database, to see whether they are the same later. */
record RowSums(Map<QualifiedName, List<String>> rows) {
  /** Read them. Computed values follow from the others, and are compared with them. */
  static RowSums read(Database database, Schema schema) {
    Map<QualifiedName, List<String>> rows = new TreeMap<>();
    for (Table table : schema.tables().values()) {
      if (table.columns().isEmpty()) continue;
      List<String> columns = table.columns().stream().map(c -> c.name()).sorted().toList();
      String sql = database.dialect().sql("SELECT {} FROM {}", columns, table.name());
      List<String> found = new ArrayList<>();
      for (List<Optional<String>> row : database.asking(() -> Sql.rows(database.connection(), sql)))
        found.add(row.toString());
      Collections.sort(found);
      rows.put(table.name(), found);
    }
    return new RowSums(rows);
  }

  /** The tables whose rows are others. */
  List<QualifiedName> differing(RowSums other) {
    List<QualifiedName> differing = new ArrayList<>();
    rows.forEach(
        (table, found) -> {
          if (!found.equals(other.rows.get(table))) differing.add(table);
        });
    return differing;
  }

  /** How many rows there are. */
  long count() {
    return rows.values().stream().mapToLong(List::size).sum();
  }
}
