package dev.underpin.runner.history;

import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.model.Schema;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entries of earlier versions, which did not keep what they change. */
final class EarlierEntries {
  private EarlierEntries() {}

  /** What differs between the schemas before and after an entry, where both were kept. */
  static Optional<PartMarks> changed(Database database, String seq) throws SQLException {
    HistoryTables tables = new HistoryTables(database);
    String entry =
        tables.select(tables.migrations(), List.of("before_model", "left_model"))
            + " WHERE seq = "
            + Long.parseLong(seq);
    List<List<Optional<String>>> rows = Sql.rows(database.connection(), entry);
    if (rows.isEmpty() || rows.get(0).contains(Optional.<String>empty())) return Optional.empty();
    List<String> hashes = rows.get(0).stream().map(Optional::orElseThrow).toList();
    Map<String, Schema> models = new HashMap<>();
    for (List<Optional<String>> row :
        Sql.rows(
            database.connection(),
            tables.select(tables.models(), List.of("hash", "model")) + " WHERE hash IN (?, ?)",
            hashes.toArray()))
      models.put(row.get(0).orElse(""), SchemaBlobs.schema(row.get(1).orElse("")));
    Schema before = models.get(hashes.get(0));
    Schema after = models.get(hashes.get(1));
    return before == null || after == null
        ? Optional.empty()
        : Optional.of(Ownership.changed(before, after));
  }
}
