package dev.underpin.runner.sqlite;

import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
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
 * @param tables all there are, in small letters
 * @param orphans those of the tables that were looked at
 * @param named what the statements name, in small letters: only tables among these, and those that
 *     reference one of them, are looked at; absent where the statements are not known
 */
record ForeignKeyAudit(Set<String> tables, List<Orphan> orphans, Optional<Set<String>> named) {
  /**
   * A row without its parent. The number of the foreign key is left out: it changes when a table is
   * rebuilt.
   */
  private record Orphan(String table, String row, String parent) {}

  /**
   * The orphans there are now; absent where SQLite cannot check, because a foreign key does not fit
   * its parent.
   */
  static Optional<ForeignKeyAudit> of(Connection connection, Optional<Set<String>> named)
      throws SQLException {
    try {
      List<Orphan> orphans =
          named.isPresent() ? orphans(connection, named.get()) : orphans(connection);
      return Optional.of(new ForeignKeyAudit(tables(connection), orphans, named));
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
    if (now.isEmpty()) return;
    List<Orphan> more = new ArrayList<>(now.get().orphans());
    more.removeIf(o -> !now.get().was(o.parent()));
    List<Orphan> gone = new ArrayList<>(orphans);
    more.removeIf(gone::remove);
    // A table that was renamed has its old orphans under a new name.
    long renamed = more.stream().filter(o -> !was(o.table()) || !was(o.parent())).count();
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

  private boolean was(String table) {
    return tables.contains(Identifiers.lower(table));
  }

  private static Set<String> tables(Connection connection) throws SQLException {
    Set<String> tables = new HashSet<>();
    for (List<Optional<String>> row :
        Sql.rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
      row.get(0).map(Identifiers::lower).ifPresent(tables::add);
    }
    return tables;
  }

  private static List<Orphan> orphans(Connection connection, Set<String> named)
      throws SQLException {
    Set<String> affected = new LinkedHashSet<>();
    String references =
        """
        SELECT t.name, k."table" FROM sqlite_schema AS t \
        LEFT JOIN pragma_foreign_key_list(t.name) AS k WHERE t.type = 'table'""";
    for (List<Optional<String>> row : Sql.rows(connection, references)) {
      String table = row.get(0).orElse("");
      boolean isAffected =
          named.contains(Identifiers.lower(table))
              || row.get(1).map(Identifiers::lower).filter(named::contains).isPresent();
      if (isAffected) affected.add(table);
    }
    List<Orphan> orphans = new ArrayList<>();
    for (String table : affected)
      add(orphans, Sql.rows(connection, "SELECT * FROM pragma_foreign_key_check(?)", table));
    return orphans;
  }

  private static List<Orphan> orphans(Connection connection) throws SQLException {
    List<Orphan> orphans = new ArrayList<>();
    add(orphans, Sql.rows(connection, "PRAGMA foreign_key_check"));
    return orphans;
  }

  private static void add(List<Orphan> orphans, List<List<Optional<String>>> rows) {
    for (List<Optional<String>> row : rows)
      orphans.add(new Orphan(row.get(0).orElse(""), row.get(1).orElse(""), row.get(2).orElse("")));
  }
}
