package dev.underpin.runner.sqlite;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows whose parent was missing before foreign keys were switched off: a step may not add to
 * them.
 *
 * <p>There may be some already, since SQLite enforces foreign keys only for those who ask for it.
 *
 * @param orphans those of the tables that were looked at
 * @param named what the statements of the step name, in small letters: only tables among these, and
 *     those that reference one of them, are looked at
 * @param tables the tables among these that there were
 */
record ForeignKeyAudit(List<Orphan> orphans, Set<String> named, Set<String> tables) {
  /**
   * A row without its parent. The number of the foreign key is left out: it changes when a table is
   * rebuilt.
   */
  private record Orphan(String table, String row, String parent) {}

  /**
   * The orphans there are now; absent where SQLite cannot check, because a foreign key does not fit
   * its parent.
   */
  static Optional<ForeignKeyAudit> of(Connection connection, Set<String> named)
      throws SQLException {
    try {
      Set<String> tables = among(connection, named);
      return Optional.of(new ForeignKeyAudit(orphans(connection, tables, named), named, tables));
    } catch (SQLException e) {
      if (ResultCodes.message(e).contains("foreign key mismatch")) return Optional.empty();
      throw e;
    }
  }

  /**
   * Refuse to go on where there are orphans now that were none before. A foreign key to a table
   * that does not exist, or without a key to refer to, comes back only where it was before the
   * plan: a plan adds none.
   */
  void refuseMore(Connection connection) throws SQLException {
    Optional<ForeignKeyAudit> now = of(connection, named);
    if (now.isEmpty() || less(now.get().orphans(), orphans).isEmpty()) return;
    Set<String> all = all(connection);
    List<Orphan> more = new ArrayList<>(now.get().orphans());
    more.removeIf(o -> !all.contains(Identifiers.lower(o.parent())));
    List<Orphan> gone = less(orphans, more);
    more = less(more, orphans);
    // A table that was renamed has its old orphans under a new name.
    long renamed = more.stream().filter(o -> !was(o.table(), all) || !was(o.parent(), all)).count();
    if (more.isEmpty() || more.size() == renamed && renamed <= gone.size()) return;
    Orphan first = more.get(0);
    throw UnderpinException.failed(
        """
        foreign_key_check finds %s%s without a parent that had one before, the first in %s%s, \
        which refers to %s"""
            .formatted(
                more.size(),
                more.size() == 1 ? " row" : " rows",
                first.table(),
                first.row().isEmpty() ? "" : " (rowid " + first.row() + ")",
                first.parent()));
  }

  /** What is in a list more often than in another one. */
  private static List<Orphan> less(List<Orphan> orphans, List<Orphan> others) {
    List<Orphan> rest = new ArrayList<>(others);
    List<Orphan> more = new ArrayList<>(orphans);
    more.removeIf(rest::remove);
    return more;
  }

  /** True for a table that there was: one that the step does not name is as it was. */
  private boolean was(String table, Set<String> now) {
    String small = Identifiers.lower(table);
    return (named.contains(small) ? tables : now).contains(small);
  }

  /** The tables among names, in small letters. SQLite compares, since there may be thousands. */
  private static Set<String> among(Connection connection, Set<String> named) throws SQLException {
    return names(
        connection,
        """
        SELECT name FROM sqlite_schema WHERE type = 'table' \
        AND lower(name) IN (SELECT value FROM json_each(?))""",
        Json.compact(List.copyOf(named)));
  }

  private static Set<String> all(Connection connection) throws SQLException {
    return names(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  }

  private static Set<String> names(Connection connection, String query, Object... values)
      throws SQLException {
    Set<String> names = new LinkedHashSet<>();
    for (List<Optional<String>> row : Sql.rows(connection, query, values))
      row.get(0).map(Identifiers::lower).ifPresent(names::add);
    return names;
  }

  private static List<Orphan> orphans(Connection connection, Set<String> tables, Set<String> named)
      throws SQLException {
    Set<String> affected = new LinkedHashSet<>(tables);
    // The pragma takes its time for each table, so that only those are asked that may have one.
    String references =
        """
        SELECT t.name, k."table" FROM sqlite_schema AS t \
        JOIN pragma_foreign_key_list(t.name) AS k \
        WHERE t.type = 'table' AND t.sql LIKE '%references%'""";
    for (List<Optional<String>> row : Sql.rows(connection, references))
      if (named.contains(Identifiers.lower(row.get(1).orElse(""))))
        affected.add(Identifiers.lower(row.get(0).orElse("")));
    List<Orphan> orphans = new ArrayList<>();
    for (String table : affected)
      for (List<Optional<String>> row :
          Sql.rows(connection, "SELECT * FROM pragma_foreign_key_check(?)", table))
        orphans.add(
            new Orphan(row.get(0).orElse(""), row.get(1).orElse(""), row.get(2).orElse("")));
    return orphans;
  }
}
