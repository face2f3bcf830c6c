package dev.underpin.schema.yaml.sqltext;

import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a statement that creates an index, as the server writes it. */
final class IndexStatementParser {
  private IndexStatementParser() {}

  /** The index; absent where the statement says more than an index of the YAML can. */
  static Optional<Index> read(String statement) {
    try {
      return read(new SqlCursor(statement));
    } catch (SqlTextException e) {
      return Optional.empty();
    }
  }

  private static Optional<Index> read(SqlCursor cursor) throws SqlTextException {
    if (!cursor.takes("create")) return Optional.empty();
    boolean unique = cursor.takes("unique");
    if (!cursor.takes("index")) return Optional.empty();
    String name = cursor.next().value();
    if (!cursor.takes("on")) return Optional.empty();
    cursor.dottedName();
    String method = cursor.takes("using") ? cursor.next().value() : "";
    int from = cursor.mark();
    cursor.skipOne();
    List<IndexKey> keys = new ArrayList<>();
    for (String key : RoutineArguments.split(cursor.textFrom(from)))
      keys.add(IndexKeyParser.parse(key, Set.of()));
    List<String> include = new ArrayList<>();
    if (cursor.takes("include")) {
      from = cursor.mark();
      cursor.skipOne();
      for (String column : RoutineArguments.split(cursor.textFrom(from)))
        include.add(new SqlCursor(column).next().value());
    }
    boolean notDistinct = cursor.takes("nulls", "not", "distinct");
    SortedMap<String, String> storage = new TreeMap<>();
    if (cursor.takes("with")) {
      from = cursor.mark();
      cursor.skipOne();
      for (String option : RoutineArguments.split(cursor.textFrom(from))) {
        String[] parts = option.split("=", 2);
        storage.put(parts[0].strip(), parts[1].strip().replaceAll("^'|'$", ""));
      }
    }
    SortedMap<String, String> options =
        cursor.takes("tablespace")
            ? Options.with(Options.none(), "tablespace", Optional.of(cursor.next().value()))
            : Options.none();
    Optional<SqlText> where =
        cursor.takes("where") ? Optional.of(SqlText.of(cursor.rest())) : Optional.empty();
    return Optional.of(
        new Index(
            name,
            unique,
            method.equals("btree") ? "" : method,
            keys,
            include,
            where,
            notDistinct,
            storage,
            options));
  }
}
