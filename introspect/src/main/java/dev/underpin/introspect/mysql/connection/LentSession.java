package dev.underpin.introspect.mysql.connection;

import dev.underpin.introspect.CatalogRows;
import dev.underpin.introspect.ConnectionSource;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.LentConnection;
import dev.underpin.introspect.UrlText;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sessions of an application's pool: what each is asked to forget when it is given back. */
public final class LentSession {
  private static final String PORT = "3306";

  /** What a run or a question sets; others change by themselves, such as the clock's. */
  private static final String VARIABLES =
      """
      SHOW SESSION VARIABLES WHERE Variable_name IN ('sql_mode', 'character_set_client', \
      'character_set_connection', 'character_set_results', 'collation_connection', 'time_zone', \
      'sql_quote_show_create', 'information_schema_stats_expiry', \
      'explicit_defaults_for_timestamp', 'lock_wait_timeout', 'innodb_lock_wait_timeout', \
      'max_execution_time', 'max_statement_time', 'foreign_key_checks', 'check_constraint_checks', \
      'unique_checks', 'sql_log_bin', 'system_versioning_alter_history', 'transaction_read_only', \
      'tx_read_only')""";

  private LentSession() {}

  /** Where a connection leads to; absent where it is to another engine than the one named. */
  public static Optional<DatabaseUrl> urlOf(
      Connection connection, String engineId, String driverName) throws SQLException {
    DatabaseMetaData about = connection.getMetaData();
    if (!Set.of("MySQL", "MariaDB").contains(about.getDatabaseProductName()))
      return Optional.empty();
    if (!Session.identify(connection).id().equals(engineId)) return Optional.empty();
    if (!about.getDriverName().equals(driverName))
      throw UrlText.usage(
          "The DataSource has connections of %s. For %s, Underpin needs those of %s."
              .formatted(about.getDriverName(), Session.identify(connection), driverName));
    String user = String.valueOf(about.getUserName());
    int at = user.lastIndexOf('@');
    return Optional.of(
        UrlText.ofOpen(
            engineId,
            about.getURL(),
            PORT,
            at < 0 ? user : user.substring(0, at),
            database(connection).orElse("")));
  }

  static Connection borrow(ConnectionSource source) throws SQLException {
    return LentConnection.of(source, LentSession::remember);
  }

  private static LentConnection.Restore remember(Connection lent) throws SQLException {
    int timeout = lent.getNetworkTimeout();
    Optional<String> database = database(lent);
    Map<String, String> before = variables(lent);
    return () -> {
      CatalogRows.execute(lent, "DO RELEASE_ALL_LOCKS()");
      restore(lent, before, variables(lent));
      if (database.isPresent() && !database.equals(database(lent))) lent.setCatalog(database.get());
      lent.setNetworkTimeout(Runnable::run, timeout);
    };
  }

  private static void restore(Connection lent, Map<String, String> before, Map<String, String> now)
      throws SQLException {
    List<String> set = new ArrayList<>();
    before.forEach(
        (name, value) -> {
          if (!value.equals(now.get(name)))
            set.add("SESSION " + name + " = " + literal(name, value));
        });
    if (!set.isEmpty()) CatalogRows.execute(lent, "SET " + String.join(", ", set));
  }

  /**
   * The value of a variable as it is written: a number is none between quotes, and what has no
   * character set is shown as an empty text.
   */
  private static String literal(String name, String value) {
    if (value.isEmpty() && name.startsWith("character_set_")) return "NULL";
    if (value.matches("-?\\d+(\\.\\d+)?")) return value;
    return "'" + value.replace("'", "''") + "'";
  }

  private static Map<String, String> variables(Connection connection) throws SQLException {
    Map<String, String> variables = new HashMap<>();
    CatalogRows.each(
        connection,
        VARIABLES,
        row -> variables.put(row.result().getString(1), text(row.result().getString(2))));
    return variables;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static Optional<String> database(Connection connection) throws SQLException {
    List<String> found = new ArrayList<>();
    CatalogRows.each(
        connection, "SELECT DATABASE() AS name", row -> row.optional("name").ifPresent(found::add));
    return found.stream().findFirst();
  }
}
