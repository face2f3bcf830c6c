package dev.underpin.runner.postgresql;

import dev.underpin.dialect.Dialect;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Scope;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Diagnosis;
import dev.underpin.runner.session.EngineRunner;
import dev.underpin.runner.session.EngineSession;
import dev.underpin.runner.session.GrantUse;
import dev.underpin.runner.session.LoginTime;
import dev.underpin.runner.session.ReplicaWatch;
import dev.underpin.runner.session.Sql;
import dev.underpin.runner.session.UnknownLimit;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs changes on PostgreSQL. The history is in the schema {@code underpin}. */
public final class PostgresRunner implements EngineRunner {
  private static final Set<String> MAY_COME_UP =
      Set.of(
          SqlStates.CANNOT_CONNECT,
          SqlStates.CONNECTION_FAILURE,
          SqlStates.CONNECTION_GONE,
          SqlStates.CANNOT_CONNECT_NOW,
          SqlStates.TOO_MANY_CONNECTIONS,
          SqlStates.ADMIN_SHUTDOWN);

  @Override
  public String engineId() {
    return "postgresql";
  }

  @Override
  public String historyTable(DatabaseUrl url, String table) {
    return "\"underpin\".\"" + table + "\"";
  }

  @Override
  public boolean historyExists(Connection connection) throws SQLException {
    // Not to_regclass: that asks for USAGE on the schema, and its refusal would look like an absent
    // history's error.
    String sql =
        "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = 'underpin' AND c.relname = 'migrations'";
    return Sql.value(connection, sql).isPresent();
  }

  @Override
  public List<String> historyHome(DatabaseUrl url) {
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
  public List<String> missingPrivileges(
      Connection connection, Dialect dialect, List<String> statements) throws SQLException {
    return new NeededPrivileges(dialect, statements).missing(connection);
  }

  @Override
  public List<Diagnosis> examine(Connection connection, DatabaseUrl url) throws SQLException {
    return new Examination(connection, url).all();
  }

  @Override
  public List<String> missingGrants(Connection connection, GrantUse use) throws SQLException {
    return GrantList.of(connection, Optional.empty()).missing(connection, use);
  }

  @Override
  public List<String> grants(Connection connection, GrantUse use, Optional<String> user)
      throws SQLException {
    return GrantList.of(connection, user).statements(connection, use);
  }

  @Override
  public Optional<String> runUnderWay(Connection connection) throws SQLException {
    List<List<Optional<String>>> holder = Sql.rows(connection, PostgresSession.LOCK_HOLDER);
    return holder.isEmpty() ? Optional.empty() : holder.get(0).get(0);
  }

  @Override
  public Optional<String> logPosition(Connection connection) throws SQLException {
    return Sql.value(connection, "SELECT pg_catalog.pg_current_wal_lsn()::text");
  }

  @Override
  public Map<String, Long> load(Connection connection, Set<String> names) throws SQLException {
    return new BusySessions(connection).figures(names);
  }

  @Override
  public ReplicaWatch replicas(Connection connection, List<DatabaseUrl> replicas)
      throws SQLException {
    if (!replicas.isEmpty())
      throw UnknownLimit.refusal(
          "replicas", "this server itself says how far its standbys are. Remove replicas");
    BusySessions.requireToSeeOthers(connection, "max_lag");
    return new StandbyWatch(connection);
  }

  @Override
  public EngineSession start(Database database, Scope scope) throws SQLException {
    return new PostgresSession(database);
  }

  /** Minor releases change no language. */
  @Override
  public boolean runs(Version needed, Version have) {
    return have.major() >= needed.major();
  }

  @Override
  public DatabaseUrl answeringWithin(DatabaseUrl url, Duration limit) {
    return url.with("loginTimeout", Double.toString(LoginTime.of(limit).toMillis() / 1000.0));
  }

  @Override
  public boolean mayComeUp(SQLException error) {
    return MAY_COME_UP.contains(SqlStates.of(error));
  }

  @Override
  public UnderpinException explain(DatabaseUrl url, SQLException error) {
    String message = ServerMessages.firstLine(error);
    String state = SqlStates.of(error);
    Optional<String> reason = ServerMessages.reason(url, error);
    if (reason.isPresent())
      return failed(
          FindingCode.NO_CONNECTION,
          "No server answers at %s: %s".formatted(url, reason.get()),
          error);
    return switch (state) {
      case SqlStates.WRONG_PASSWORD, SqlStates.NOT_ALLOWED_IN, SqlStates.REJECTED ->
          failed(
              FindingCode.NO_CONNECTION,
              "%s rejects this user: %s. %s"
                  .formatted(url, message, ServerMessages.adviceForUser(message)),
              error);
      case SqlStates.NO_DATABASE ->
          failed(
              FindingCode.NO_CONNECTION,
              """
              There is no such database at %s: %s. Check its name in the URL, or create it with \
              CREATE DATABASE."""
                  .formatted(url, message),
              error);
      case SqlStates.CANNOT_CONNECT_NOW, SqlStates.TOO_MANY_CONNECTIONS ->
          failed(FindingCode.NO_CONNECTION, url + " accepts no connections now: " + message, error);
      case SqlStates.READ_ONLY ->
          new UnderpinException(
              FindingCode.READ_ONLY,
              UnderpinException.Kind.REFUSED,
              "Nothing can be changed in " + url + ": " + message,
              error);
      case SqlStates.NO_PRIVILEGE ->
          failed(
              FindingCode.PRIVILEGE_MISSING,
              """
              A privilege is missing in %s: %s. %s, or connect as another user."""
                  .formatted(url, message, ServerMessages.grant(url, message)),
              error);
      case SqlStates.LOCK_NOT_AVAILABLE, SqlStates.DEADLOCK, SqlStates.CANCELED ->
          new UnderpinException(
              FindingCode.LOCK_NOT_ACQUIRED, UnderpinException.Kind.TIMEOUT, message, error);
      default ->
          state.startsWith("08")
              ? failed(
                  FindingCode.NO_CONNECTION,
                  "No connection to %s: %s".formatted(url, message),
                  error)
              : failed(null, message, error);
    };
  }

  private static UnderpinException failed(
      @Nullable FindingCode code, String text, SQLException error) {
    return new UnderpinException(code, UnderpinException.Kind.FAILED, text, error);
  }
}
