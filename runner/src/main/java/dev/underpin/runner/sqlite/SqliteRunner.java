package dev.underpin.runner.sqlite;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Scope;
import dev.underpin.introspect.sqlite.connection.SqliteConnections;
import dev.underpin.introspect.sqlite.connection.SqliteErrors;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Diagnosis;
import dev.underpin.runner.session.EngineRunner;
import dev.underpin.runner.session.EngineSession;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs changes on SQLite. The history's tables are named {@code underpin_…}. */
public final class SqliteRunner implements EngineRunner {
  @Override
  public String engineId() {
    return "sqlite";
  }

  @Override
  public String historyTable(DatabaseUrl url, String table) {
    return "\"underpin_" + table + "\"";
  }

  @Override
  public boolean historyExists(Connection connection) throws SQLException {
    String sql =
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'underpin_migrations'";
    return Sql.value(connection, sql).isPresent();
  }

  @Override
  public List<String> historyHome(DatabaseUrl url) {
    return List.of();
  }

  @Override
  public DatabaseUrl within(DatabaseUrl url, Duration waitFor) {
    if (waitFor.isZero() || waitFor.compareTo(SqliteConnections.BUSY_TIMEOUT) >= 0) return url;
    return url.with("busy_timeout", Long.toString(waitFor.toMillis()));
  }

  @Override
  public void check(Connection connection) throws SQLException {
    // Opening reads nothing: a file that is no database is only found out by the first query.
    Sql.value(connection, "SELECT count(*) FROM sqlite_schema");
  }

  @Override
  public Optional<String> whyReadOnly(Connection connection) throws SQLException {
    String timeout = Sql.value(connection, "PRAGMA busy_timeout").orElse("0");
    try {
      // Who holds the lock is waited for later.
      Sql.execute(connection, "PRAGMA busy_timeout = 0");
      Sql.execute(connection, "BEGIN IMMEDIATE");
      Sql.execute(connection, "ROLLBACK");
      return Optional.empty();
    } catch (SQLException e) {
      // One that is locked may be written to later.
      return ResultCodes.of(e) == ResultCodes.READONLY
          ? Optional.of("the file is read-only")
          : Optional.empty();
    } finally {
      Sql.execute(connection, "PRAGMA busy_timeout = " + timeout);
    }
  }

  /** <a href="https://sqlite.org/lang_vacuum.html#vacuuminto">VACUUM INTO</a> reads one state. */
  @Override
  public boolean copyTo(Connection connection, Path file) throws SQLException {
    try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, file.toString());
      copy.execute();
    }
    return true;
  }

  @Override
  public EngineSession start(Database database, Scope scope) throws SQLException {
    return new SqliteSession(database);
  }

  @Override
  public List<Diagnosis> examine(Connection connection, DatabaseUrl url) throws SQLException {
    return new Examination(connection, SqliteSession.file(connection)).all();
  }

  @Override
  public Optional<String> runUnderWay(Connection connection) throws SQLException {
    return SqliteSession.file(connection)
        .map(RunLock::beside)
        .filter(RunLock::isHeld)
        .map(RunLock::holder);
  }

  @Override
  public boolean runs(Version needed, Version have) {
    return have.compareTo(needed) >= 0;
  }

  @Override
  public boolean mayComeUp(SQLException error) {
    return ResultCodes.isLocked(error);
  }

  @Override
  public UnderpinException explain(DatabaseUrl url, SQLException error) {
    String message = ResultCodes.message(error);
    return switch (ResultCodes.of(error)) {
      case ResultCodes.NOTADB ->
          failed(
              FindingCode.NO_CONNECTION,
              url + " is not a SQLite database (or it is encrypted).",
              error);
      case ResultCodes.CANTOPEN ->
          failed(
              FindingCode.NO_CONNECTION,
              "%s cannot be opened: is it a file, does its folder exist, and may this user read and write both?"
                  .formatted(url),
              error);
      case ResultCodes.CORRUPT -> failed(null, SqliteErrors.damaged(url.toString(), error), error);
      case ResultCodes.READONLY ->
          new UnderpinException(
              FindingCode.READ_ONLY, UnderpinException.Kind.REFUSED, url + " is read-only.", error);
      case ResultCodes.BUSY, ResultCodes.LOCKED ->
          new UnderpinException(
              FindingCode.LOCK_NOT_ACQUIRED,
              UnderpinException.Kind.TIMEOUT,
              url + " is locked by another process, which did not release it in time.",
              error);
      default -> failed(null, message, error);
    };
  }

  private static UnderpinException failed(
      @Nullable FindingCode code, String text, SQLException error) {
    return new UnderpinException(code, UnderpinException.Kind.FAILED, text, error);
  }
}
