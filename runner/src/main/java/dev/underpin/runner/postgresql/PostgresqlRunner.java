package dev.underpin.runner.postgresql;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Scope;
import dev.underpin.runner.Database;
import dev.underpin.runner.EngineRunner;
import dev.underpin.runner.EngineSession;
import dev.underpin.runner.Sql;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs changes on PostgreSQL. The ledger is in the schema {@code underpin}. */
public final class PostgresqlRunner implements EngineRunner {
  private static final Set<String> MAY_COME_UP =
      Set.of(
          States.CANNOT_CONNECT,
          States.CONNECTION_FAILURE,
          States.CONNECTION_GONE,
          States.CANNOT_CONNECT_NOW,
          States.TOO_MANY_CONNECTIONS,
          States.ADMIN_SHUTDOWN);

  @Override
  public String engineId() {
    return "postgresql";
  }

  @Override
  public String ledgerTable(DatabaseUrl url, String table) {
    return "\"underpin\".\"" + table + "\"";
  }

  @Override
  public boolean ledgerExists(Connection connection) throws SQLException {
    // Not to_regclass: that asks for USAGE on the schema, and its refusal would look like an absent
    // ledger's error.
    String sql =
        "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = 'underpin' AND c.relname = 'migrations'";
    return Sql.value(connection, sql).isPresent();
  }

  @Override
  public List<String> ledgerHome(DatabaseUrl url) {
    return List.of("CREATE SCHEMA IF NOT EXISTS \"underpin\"");
  }

  @Override
  public void check(Connection connection) {
    // Connecting is proof enough.
  }

  @Override
  public Optional<String> whyReadOnly(Connection connection) throws SQLException {
    String sql =
        "SELECT CASE WHEN pg_is_in_recovery() THEN 'it is a standby that follows another server; give the URL of the primary'"
            + " WHEN current_setting('default_transaction_read_only')::boolean"
            + " THEN 'transactions are read-only here (default_transaction_read_only)' END";
    return Sql.value(connection, sql);
  }

  @Override
  public EngineSession start(Database database, Scope scope) throws SQLException {
    return new PostgresqlSession(database);
  }

  /** Minor releases change no language. */
  @Override
  public boolean runs(Version needed, Version have) {
    return have.major() >= needed.major();
  }

  @Override
  public boolean mayComeUp(SQLException error) {
    return MAY_COME_UP.contains(States.of(error));
  }

  @Override
  public UnderpinException explain(DatabaseUrl url, SQLException error) {
    String message = Messages.firstLine(error);
    return switch (States.of(error)) {
      case States.CANNOT_CONNECT, States.CONNECTION_FAILURE ->
          failed(
              "No server answers at "
                  + url
                  + ": "
                  + Messages.cause(error)
                  + " (--wait 30s waits for one that is starting)",
              error);
      case States.WRONG_PASSWORD, States.NOT_ALLOWED_IN, States.REJECTED ->
          failed(url + " does not let this user in: " + message, error);
      case States.NO_DATABASE ->
          failed("There is no such database at " + url + ": " + message, error);
      case States.CANNOT_CONNECT_NOW, States.TOO_MANY_CONNECTIONS ->
          failed(url + " takes no connection now: " + message, error);
      case States.READ_ONLY ->
          new UnderpinException(
              UnderpinException.Kind.REFUSED,
              "Nothing can be changed in " + url + ": " + message,
              error);
      case States.NO_PRIVILEGE ->
          failed(
              "A right is missing in "
                  + url
                  + ": "
                  + message
                  + ". Ask its owner for a GRANT, or connect as another user.",
              error);
      case States.LOCK_NOT_AVAILABLE, States.DEADLOCK, States.CANCELED ->
          new UnderpinException(UnderpinException.Kind.TIMEOUT, message, error);
      default -> failed(message, error);
    };
  }

  private static UnderpinException failed(String text, SQLException error) {
    return new UnderpinException(UnderpinException.Kind.FAILED, text, error);
  }
}
