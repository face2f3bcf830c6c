package dev.underpin.introspect.sqlite.connection;

import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.ConnectionSource;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.LentConnection;
import dev.underpin.introspect.UrlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connections of an application's pool: what each is asked to forget when it is given back. */
public final class LentSession {
  /** What a run or a question sets. */
  private static final List<String> SETTINGS =
      List.of("foreign_keys", "busy_timeout", "query_only", "legacy_alter_table");

  private LentSession() {}

  /** The file of a connection; absent where it is to another engine. */
  public static Optional<DatabaseUrl> urlOf(Connection connection) throws SQLException {
    if (!connection.getMetaData().getDatabaseProductName().equals("SQLite"))
      return Optional.empty();
    String[] file = {""};
    CatalogRows.each(
        connection,
        "PRAGMA database_list",
        row -> {
          if (row.text("name").equals("main")) file[0] = row.text("file");
        });
    if (file[0].isEmpty())
      throw UrlText.usage(
          "The DataSource has a SQLite database in memory. Each of its connections may have another one, so that nothing said of one is true of the next. Use a file, such as one in a temporary folder.");
    return SqliteUrls.parse("sqlite:" + file[0]);
  }

  /** A connection with the settings of those that the program opens itself. */
  static Connection borrow(ConnectionSource source, DatabaseUrl url) throws SQLException {
    Connection connection = LentConnection.of(source, LentSession::remember);
    try {
      String patience = Long.toString(SqliteConnections.BUSY_TIMEOUT.toMillis());
      CatalogRows.execute(
          connection,
          "PRAGMA busy_timeout = "
              + Integer.parseInt(url.properties().getOrDefault("busy_timeout", patience)));
      CatalogRows.execute(connection, "PRAGMA foreign_keys = ON");
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static LentConnection.Restore remember(Connection lent) throws SQLException {
    Map<String, String> before = new LinkedHashMap<>();
    for (String name : SETTINGS)
      CatalogRows.first(lent, "PRAGMA " + name, value -> before.put(name, value));
    return () -> {
      for (Map.Entry<String, String> setting : before.entrySet())
        CatalogRows.execute(lent, "PRAGMA " + setting.getKey() + " = " + setting.getValue());
    };
  }
}
