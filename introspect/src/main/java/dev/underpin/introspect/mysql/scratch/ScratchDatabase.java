package dev.underpin.introspect.mysql.scratch;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.mysql.connection.WritableSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A database of this session's own, dropped when it is closed. The session holds a lock of the
 * server's under the database's name, so that the next run knows which ones nobody uses any more:
 * those of dead runs.
 *
 * <p>Where the session may, it is kept out of the binary log, so that no replica sees it.
 */
public final class ScratchDatabase implements AutoCloseable {
  private final Connection connection;
  private final WritableSession writable;
  private final String before;
  private final String name;

  private ScratchDatabase(Connection connection, WritableSession writable, String before) {
    this.connection = connection;
    this.writable = writable;
    this.before = before;
    this.name = "underpin_scratch_%08x".formatted(ThreadLocalRandom.current().nextInt());
  }

  /**
   * Make one, and go into it.
   *
   * @param collation the database's; absent for that of the one the connection is in
   * @return absence where the session may not
   */
  public static Optional<ScratchDatabase> open(
      Connection connection, MysqlFlavor flavor, Optional<String> collation) throws SQLException {
    ScratchDatabase database =
        new ScratchDatabase(
            connection,
            WritableSession.open(connection, flavor),
            text(connection, "SELECT database()"));
    try {
      database.outOfTheLog();
      database.sweep();
      database.create(collation.isPresent() ? collation.get() : database.collationHere());
      return Optional.of(database);
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      database.close();
      return Optional.empty();
    }
  }

  private void outOfTheLog() throws SQLException {
    CatalogRows.execute(connection, "SET @underpin_log = @@SESSION.sql_log_bin");
    ifPossible("SET SESSION sql_log_bin = 0");
  }

  private String collationHere() throws SQLException {
    return text(
        connection,
        "SELECT default_collation_name FROM information_schema.schemata WHERE schema_name = database()");
  }

  private void create(String collation) throws SQLException {
    lock("GET_LOCK", name, ", 0");
    CatalogRows.execute(
        connection,
        "CREATE DATABASE "
            + MysqlDialect.quoted(name)
            + (collation.isEmpty() ? "" : " COLLATE " + MysqlDialect.quoted(collation)));
    connection.setCatalog(name);
  }

  /** Drops the databases of runs that were killed. */
  private void sweep() throws SQLException {
    List<String> found = new ArrayList<>();
    CatalogRows.first(
        connection,
        "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE 'underpin\\_scratch\\_%'",
        found::add);
    for (String left : found) {
      if (!lock("GET_LOCK", left, ", 0")) continue;
      ifPossible("DROP DATABASE IF EXISTS " + MysqlDialect.quoted(left));
      lock("RELEASE_LOCK", left, "");
    }
  }

  private boolean lock(String function, String lock, String more) throws SQLException {
    return text(connection, "SELECT " + function + "('" + lock + "'" + more + ")").equals("1");
  }

  @Override
  public void close() throws SQLException {
    if (connection.isClosed()) return;
    ifPossible("DROP DATABASE IF EXISTS " + MysqlDialect.quoted(name));
    lock("RELEASE_LOCK", name, "");
    // Without a database the session is back where it was: the one it was in has been dropped.
    if (!before.isEmpty()) connection.setCatalog(before);
    ifPossible("SET SESSION sql_log_bin = @underpin_log");
    writable.close();
  }

  private void ifPossible(String sql) throws SQLException {
    try {
      CatalogRows.execute(connection, sql);
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    String[] text = {""};
    CatalogRows.each(
        connection,
        sql,
        row -> {
          String value = row.result().getString(1);
          text[0] = value == null ? "" : value;
        });
    return text[0];
  }
}
