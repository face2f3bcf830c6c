package dev.underpin.runner.history;

import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Removes the history, as if nothing had ever been run. What was run stays as it is, and can no
 * longer be rolled back.
 */
public final class HistoryRemoval {
  private HistoryRemoval() {}

  /** Drop the history's tables, where there are any. */
  public static void drop(Database database) {
    database.asking(
        () -> {
          Connection connection = database.connection();
          if (!database.engineRunner().historyExists(connection)) return true;
          HistoryTables tables = new HistoryTables(database);
          connection.setAutoCommit(false);
          try {
            for (String table : List.of(tables.steps(), tables.migrations(), tables.models())) {
              Sql.execute(connection, "DROP TABLE " + table);
            }
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
}
