package dev.underpin.runner.history;

import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Removes the history of a project, as if nothing had ever been run. What was run stays as it is,
 * and can no longer be rolled back.
 */
public final class HistoryRemoval {
  private HistoryRemoval() {}

  /** Drop the history's tables, where there are any and no other project has entries in them. */
  public static void drop(Database database) {
    database.asking(
        () -> {
          Connection connection = database.connection();
          if (!database.engineRunner().historyExists(connection)) return true;
          HistoryTables tables = new HistoryTables(database);
          List<String> own = ProjectReader.ownEntries(database);
          boolean shared = !ProjectReader.others(database).isEmpty();
          connection.setAutoCommit(false);
          try {
            if (shared) delete(connection, tables, own);
            else
              for (String table : List.of(tables.steps(), tables.migrations(), tables.models()))
                Sql.execute(connection, "DROP TABLE " + table);
            connection.commit();
          } catch (SQLException | UnderpinException e) {
            connection.rollback();
            throw e;
          } finally {
            connection.setAutoCommit(true);
          }
          return true;
        });
  }

  private static void delete(Connection connection, HistoryTables tables, List<String> entries)
      throws SQLException {
    for (String seq : entries) {
      for (String table : List.of(tables.steps(), tables.migrations()))
        Sql.update(connection, "DELETE FROM " + table + " WHERE seq = ?", Long.valueOf(seq));
      for (String key : HistoryTables.keys(seq))
        Sql.update(connection, "DELETE FROM " + tables.models() + " WHERE hash = ?", key);
      for (String keys :
          List.of(HistoryTables.base(Long.parseLong(seq), "%"), HistoryTables.observed(seq, "%")))
        Sql.update(connection, "DELETE FROM " + tables.models() + " WHERE hash LIKE ?", keys);
    }
  }
}
