package dev.underpin.runner.mysql;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Scope;
import dev.underpin.runner.session.ConnectionFailure;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs changes on either server. The history's tables are named {@code underpin_…}, in the database
 * of the URL; where that names none, in one of their own, {@code underpin}, so that the history of
 * several databases stays where it is whichever of them come and go.
 */
abstract class MysqlFamilyRunner implements EngineRunner {
  private static final String HISTORY_DATABASE = "underpin";

  @Override
  public final String historyTable(DatabaseUrl url, String table) {
    String name = MysqlDialect.quoted("underpin_" + table);
    return namesDatabase(url) ? name : MysqlDialect.quoted(HISTORY_DATABASE) + "." + name;
  }

  @Override
  public final boolean historyExists(Connection connection) throws SQLException {
    String sql =
        """
        SELECT 1 FROM information_schema.tables WHERE table_schema = coalesce(database(), '%s') \
        AND table_name = 'underpin_migrations'"""
            .formatted(HISTORY_DATABASE);
    return Sql.value(connection, sql).isPresent();
  }

  @Override
  public final List<String> historyHome(DatabaseUrl url) {
    return namesDatabase(url)
        ? List.of()
        : List.of("CREATE DATABASE IF NOT EXISTS " + MysqlDialect.quoted(HISTORY_DATABASE));
  }

  private static boolean namesDatabase(DatabaseUrl url) {
    return !url.jdbcUrl().endsWith("/");
  }

  /** A text of the history may be larger than the 64 KiB of {@code text}. */
  @Override
  public final String longText() {
    return "longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
  }

  @Override
  public final String keyText() {
    return "varchar(64) CHARACTER SET ascii COLLATE ascii_bin";
  }

  @Override
  public final void check(Connection connection) {
    // Connecting is proof enough.
  }

  @Override
  public final Optional<String> whyReadOnly(Connection connection) throws SQLException {
    String sql =
        "SELECT CASE WHEN @@global.read_only THEN"
            + " 'it is read-only (read_only); if it is a replica, give the URL of the primary' END";
    return Sql.value(connection, sql);
  }

  /** The GTIDs where the server counts them; else the file and position of the binary log. */
  @Override
  public final Optional<String> logPosition(Connection connection) throws SQLException {
    Optional<String> gtids =
        Sql.value(connection, gtids()).map(t -> t.replace("\n", "")).filter(t -> !t.isEmpty());
    if (gtids.isPresent()) return gtids;
    return Sql.rows(connection, logStatus(connection)).stream()
        .findFirst()
        .filter(row -> row.size() > 1)
        .map(row -> row.get(0).orElse("") + ":" + row.get(1).orElse(""));
  }

  /** What asks for the GTIDs that the server has written. */
  abstract String gtids();

  /** What asks for the file and position of the binary log. */
  abstract String logStatus(Connection connection) throws SQLException;

  @Override
  public final List<Diagnosis> examine(Connection connection, DatabaseUrl url) throws SQLException {
    return new Examination(connection, url).all();
  }

  @Override
  public final List<String> missingGrants(Connection connection, GrantUse use) throws SQLException {
    return GrantList.of(connection, Optional.empty(), isMariaDb()).missing(connection, use);
  }

  @Override
  public final List<String> grants(Connection connection, GrantUse use, Optional<String> user)
      throws SQLException {
    return GrantList.of(connection, user, isMariaDb()).statements(use);
  }

  private boolean isMariaDb() {
    return engineId().equals("mariadb");
  }

  @Override
  public final Optional<String> runUnderWay(Connection connection) throws SQLException {
    return new RunLock(connection, List.of()).seen();
  }

  @Override
  public final EngineSession start(Database database, Scope scope) throws SQLException {
    return new MysqlFamilySession(database, scope);
  }

  /** Any number that {@code SHOW GLOBAL STATUS} has. */
  @Override
  public final Map<String, Long> load(Connection connection, Set<String> names)
      throws SQLException {
    Map<String, Long> values = new HashMap<>();
    for (String name : names) {
      // An underscore is any character to LIKE, so that others may come too.
      List<List<Optional<String>>> rows =
          Sql.rows(connection, "SHOW GLOBAL STATUS LIKE '" + name + "'");
      for (List<Optional<String>> row : rows) {
        String value = row.get(1).orElse("");
        if (row.get(0).orElse("").equalsIgnoreCase(name) && value.matches("\\d{1,18}"))
          values.put(name, Long.parseLong(value));
      }
      if (!values.containsKey(name))
        throw UnknownLimit.refusal(
            "max_load",
            "SHOW GLOBAL STATUS has no number "
                + name
                + " (Threads_running is one of those that it has)");
    }
    return values;
  }

  @Override
  public final ReplicaWatch replicas(Connection connection, List<DatabaseUrl> replicas) {
    return new ReplicaConnections(replicas, isMariaDb());
  }

  /** Within a release series a patch may bring an ability, and takes none away. */
  @Override
  public final boolean runs(Version needed, Version have) {
    return have.compareTo(needed) >= 0;
  }

  @Override
  public final DatabaseUrl answeringWithin(DatabaseUrl url, Duration limit) {
    return url.with("connectTimeout", Long.toString(LoginTime.of(limit).toMillis()));
  }

  @Override
  public final boolean mayComeUp(SQLException error) {
    return ErrorCodes.isConnection(error)
        || error.getErrorCode() == ErrorCodes.TOO_MANY_CONNECTIONS
        || error.getErrorCode() == ErrorCodes.SHUTDOWN;
  }

  @Override
  public final UnderpinException explain(DatabaseUrl url, SQLException error) {
    String message = ErrorCodes.message(error);
    int code = error.getErrorCode();
    if (ErrorCodes.LOCKED.contains(code))
      return new UnderpinException(
          FindingCode.LOCK_NOT_ACQUIRED, UnderpinException.Kind.TIMEOUT, message, error);
    if (ErrorCodes.NO_PRIVILEGE.contains(code))
      return failed(
          FindingCode.PRIVILEGE_MISSING,
          "A privilege is missing in %s: %s. Ask its owner for a GRANT, or connect as another user."
              .formatted(url, message),
          error);
    return switch (code) {
      case ErrorCodes.NOT_ALLOWED_IN ->
          failed(
              FindingCode.NO_CONNECTION,
              namesDatabase(url)
                  ? rejects(url, message)
                  : """
                  %s. The URL names no database, so the history needs its own database, underpin. Ask \
                  for it (CREATE DATABASE underpin; GRANT ALL ON underpin.* TO …), or name in the URL the \
                  database that holds it."""
                      .formatted(message),
              error);
      case ErrorCodes.WRONG_PASSWORD ->
          failed(FindingCode.NO_CONNECTION, rejects(url, message), error);
      case ErrorCodes.TLS_REQUIRED ->
          failed(
              FindingCode.NO_CONNECTION,
              url + " takes only connections with TLS. Add sslmode=require to the URL.",
              error);
      case ErrorCodes.NO_DATABASE ->
          failed(
              FindingCode.NO_CONNECTION,
              """
              There is no such database at %s: %s. Check its name in the URL, or create it with \
              CREATE DATABASE."""
                  .formatted(url, message),
              error);
      case ErrorCodes.NO_DATABASE_CHOSEN ->
          failed(
              null,
              """
              The URL %s names no database, and neither does something that is to be made: declare \
              tables as database.table, or name a database in the URL."""
                  .formatted(url),
              error);
      case ErrorCodes.TOO_MANY_CONNECTIONS, ErrorCodes.SHUTDOWN ->
          failed(FindingCode.NO_CONNECTION, url + " accepts no connections now: " + message, error);
      case ErrorCodes.READ_ONLY, ErrorCodes.READ_ONLY_TRANSACTION, ErrorCodes.READ_ONLY_MODE ->
          new UnderpinException(
              FindingCode.READ_ONLY,
              UnderpinException.Kind.REFUSED,
              "Nothing can be changed in " + url + ": " + message,
              error);
      default ->
          ErrorCodes.isConnection(error)
              ? failed(
                  FindingCode.NO_CONNECTION,
                  "No server answers at %s: %s".formatted(url, reason(url, error)),
                  error)
              : failed(null, message, error);
    };
  }

  private static String rejects(DatabaseUrl url, String message) {
    return "%s rejects this user: %s. Check user and password.".formatted(url, message);
  }

  private String reason(DatabaseUrl url, SQLException error) {
    if (String.valueOf(error.getMessage()).contains("ssl not enabled"))
      return ConnectionFailure.withoutTls(
          url.properties().entrySet().stream()
              .filter(e -> e.getKey().equalsIgnoreCase("sslmode"))
              .map(e -> e.getKey() + "=" + e.getValue())
              .findFirst()
              .orElse("TLS"));
    return ConnectionFailure.of(error)
        .orElseGet(
            () ->
                ErrorCodes.isOtherProtocol(error)
                    ? ConnectionFailure.isNo("MySQL")
                    : ErrorCodes.message(error));
  }

  private static UnderpinException failed(
      @Nullable FindingCode code, String text, SQLException error) {
    return new UnderpinException(code, UnderpinException.Kind.FAILED, text, error);
  }
}
