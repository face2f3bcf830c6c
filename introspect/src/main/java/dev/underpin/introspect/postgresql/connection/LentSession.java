package dev.underpin.introspect.postgresql.connection;

import dev.underpin.dialect.postgresql.PostgresDialectProvider;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.ConnectionSource;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.LentConnection;
import dev.underpin.introspect.UrlText;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/** Sessions of an application's pool: what each is asked to forget when it is given back. */
public final class LentSession {
  private static final String PORT = "5432";

  /** Without those that each transaction sets for itself. */
  private static final String SETTINGS =
      """
      SELECT name, pg_catalog.current_setting(name) AS value, source FROM pg_catalog.pg_settings \
      WHERE context IN ('user', 'superuser') AND name NOT IN ('transaction_isolation', \
      'transaction_read_only', 'transaction_deferrable')""";

  private LentSession() {}

  /** Where a connection leads to; absent where it is another engine's. */
  public static Optional<DatabaseUrl> urlOf(Connection connection) throws SQLException {
    DatabaseMetaData about = connection.getMetaData();
    if (!about.getDatabaseProductName().equals("PostgreSQL")) return Optional.empty();
    if (!connection.isWrapperFor(PGConnection.class))
      throw UrlText.usage(
          "The DataSource has connections of %s. For PostgreSQL, Underpin needs those of the PostgreSQL JDBC Driver, by themselves or in a wrapper that gives them by unwrap."
              .formatted(about.getDriverName()));
    return Optional.of(
        UrlText.ofOpen(
            PostgresDialectProvider.ENGINE_ID,
            about.getURL(),
            PORT,
            about.getUserName(),
            String.valueOf(connection.getCatalog())));
  }

  private record Setting(String value, String source) {}

  static Connection borrow(ConnectionSource source) throws SQLException {
    return LentConnection.of(source, LentSession::remember);
  }

  private static LentConnection.Restore remember(Connection lent) throws SQLException {
    PGConnection driver = lent.unwrap(PGConnection.class);
    int threshold = driver.getPrepareThreshold();
    int timeout = lent.getNetworkTimeout();
    Map<String, Setting> before = settings(lent);
    // Else the driver changes to binary at the fifth run of a query, and arrays then read
    // otherwise.
    driver.setPrepareThreshold(0);
    return () -> {
      CatalogRows.execute(lent, "SELECT pg_catalog.pg_advisory_unlock_all()");
      restore(lent, before, settings(lent));
      driver.setPrepareThreshold(threshold);
      lent.setNetworkTimeout(Runnable::run, timeout);
    };
  }

  private static void restore(
      Connection lent, Map<String, Setting> before, Map<String, Setting> now) throws SQLException {
    for (Map.Entry<String, Setting> setting : now.entrySet()) {
      Setting old = before.get(setting.getKey());
      if (setting.getValue().equals(old)) continue;
      // What came with the connection comes again by RESET, and counts as that.
      if (old == null || !old.source().equals("session"))
        CatalogRows.execute(lent, "RESET " + setting.getKey());
      else set(lent, setting.getKey(), old.value());
    }
  }

  private static void set(Connection lent, String name, String value) throws SQLException {
    try (PreparedStatement statement =
        lent.prepareStatement("SELECT pg_catalog.set_config(?, ?, false)")) {
      statement.setString(1, name);
      statement.setString(2, value);
      statement.execute();
    }
  }

  private static Map<String, Setting> settings(Connection connection) throws SQLException {
    Map<String, Setting> settings = new HashMap<>();
    CatalogRows.each(
        connection,
        SETTINGS,
        row -> settings.put(row.text("name"), new Setting(row.text("value"), row.text("source"))));
    return settings;
  }
}
