package dev.underpin.runner.history;

import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.model.Schema;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the schemas that the history keeps by the hashes of their texts. Such a text never changes,
 * so it is read once: a run asks for the same entry again and again.
 */
final class ModelReader {
  private ModelReader() {}

  /** The schemas with these hashes, as far as they belong to the project. */
  static Map<String, Schema> of(Database database, Set<String> hashes) throws SQLException {
    if (hashes.isEmpty()) return Map.of();
    Map<String, Schema> found = new HashMap<>();
    Set<String> missing = new TreeSet<>();
    for (String hash : hashes)
      Optional.ofNullable(database.models().get(hash))
          .ifPresentOrElse(schema -> found.put(hash, schema), () -> missing.add(hash));
    if (!missing.isEmpty()) found.putAll(read(database, missing));
    Ownership ownership = ProjectReader.ownership(database);
    found.replaceAll((hash, schema) -> ownership.own(schema));
    return found;
  }

  private static Map<String, Schema> read(Database database, Set<String> hashes)
      throws SQLException {
    HistoryTables tables = new HistoryTables(database);
    String marks = hashes.stream().map(h -> "?").collect(Collectors.joining(", "));
    String sql =
        tables.select(tables.models(), List.of("hash", "model"))
            + " WHERE "
            + tables.column("hash")
            + " IN ("
            + marks
            + ")";
    Map<String, Schema> read = new HashMap<>();
    DamagedHistory damage = new DamagedHistory(database);
    for (List<Optional<String>> row :
        damage.asking(
            tables.models(), () -> Sql.rows(database.connection(), sql, hashes.toArray()))) {
      String hash = row.get(0).orElse("");
      String text = row.get(1).orElse("");
      Schema schema =
          damage.reading(tables.models(), "hash " + hash, () -> SchemaBlobs.schema(text));
      read.put(hash, schema);
      // A text that was damaged is read again, so that it is said each time.
      if (hash.equals(SchemaBlobs.hash(text))) database.models().put(hash, schema);
    }
    return read;
  }
}
