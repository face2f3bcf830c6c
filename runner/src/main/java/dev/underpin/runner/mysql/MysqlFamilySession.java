package dev.underpin.runner.mysql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.introspect.Scope;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.EngineSession;
import dev.underpin.runner.session.Limits;
import dev.underpin.runner.session.Sql;
import dev.underpin.runner.session.StatementProgress;
import dev.underpin.runner.session.StepView;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A session that makes changes on MySQL or MariaDB.
 *
 * <p>A change of the schema ends the transaction it is in, so none is undone by a rollback: each
 * statement stands by itself, and where a run has stopped is told by the history and the catalog.
 */
final class MysqlFamilySession implements EngineSession {
  private static final long SHORTEST_WAIT_SECONDS = 1;

  /** A share of one stage, in thousandths of a percent. */
  private static final String MARIADB_PROGRESS =
      """
      SELECT concat(coalesce(state, ''), if(max_stage > 1, concat(', stage ', stage, ' of ', \
      max_stage), '')), round(progress * 1000), 100000 FROM information_schema.processlist WHERE \
      id = ? AND max_stage > 0""";

  /** Nothing where the consumer of stages is off, as it is where nobody has turned it on. */
  private static final String MYSQL_PROGRESS =
      """
      SELECT substring_index(s.event_name, '/', -1), s.work_completed, s.work_estimated FROM \
      performance_schema.events_stages_current s JOIN performance_schema.threads t ON \
      t.thread_id = s.thread_id WHERE t.processlist_id = ? AND s.work_estimated > 0""";

  private final Connection connection;
  private final long id;
  private final Dialect dialect;
  private final PtOnlineSchemaChange tool;
  private final RunLock lock;
  private final MetadataLockWatch watch;
  private Duration patience = Duration.ofSeconds(SHORTEST_WAIT_SECONDS);
  private String blockers = "";

  MysqlFamilySession(Database database, Scope scope) throws SQLException {
    this.connection = database.connection();
    this.dialect = database.dialect();
    this.id = Long.parseLong(Sql.value(connection, "SELECT connection_id()").orElseThrow());
    this.tool = new PtOnlineSchemaChange(connection, database.url(), System.getenv("PATH"));
    this.lock = new RunLock(connection, scope.namespaces());
    this.watch = new MetadataLockWatch(database, id);
    Sql.execute(connection, MysqlDdl.setSqlMode());
    if (((MysqlDialect) dialect).flavor().isMariaDb())
      Sql.execute(connection, MysqlDdl.keepVersions());
    checkForeignKeys(true);
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public boolean tryLock() throws SQLException {
    return lock.tryLock();
  }

  @Override
  public String lockHolder() throws SQLException {
    return lock.holder();
  }

  @Override
  public boolean tellsProgress() {
    return true;
  }

  @Override
  public Optional<StatementProgress> progress(Connection other) throws SQLException {
    boolean mariaDb = ((MysqlDialect) dialect).flavor().isMariaDb();
    return StatementProgress.read(other, mariaDb ? MARIADB_PROGRESS : MYSQL_PROGRESS, id);
  }

  @Override
  public StepView view() {
    boolean mariaDb = ((MysqlDialect) dialect).flavor().isMariaDb();
    return new TableNumbers(connection, mariaDb ? "innodb_sys_tables" : "innodb_tables");
  }

  @Override
  public void follow(List<String> prologue) {
    // The session is set up as the prologue sets up a plain client's.
  }

  @Override
  public boolean isTransactional() {
    return false;
  }

  @Override
  public void begin(Mode mode, Duration lockTimeout) throws SQLException {
    waitForLocks(lockTimeout);
    checkForeignKeys(mode != Mode.DETACHED);
    Sql.execute(connection, "START TRANSACTION");
  }

  @Override
  public void commit() throws SQLException {
    Sql.execute(connection, "COMMIT");
  }

  @Override
  public void rollback() throws SQLException {
    Sql.execute(connection, "ROLLBACK");
  }

  @Override
  public boolean prepareAlone(Mode mode, String statement, Duration lockTimeout, Duration budget)
      throws SQLException {
    waitForLocks(lockTimeout);
    checkForeignKeys(mode != Mode.DETACHED);
    return PartitionExchange.isDone(connection, statement);
  }

  @Override
  public long execute(String sql, Copying copying) throws SQLException {
    watch.begin(patience);
    long rows;
    try {
      rows = executed(sql);
    } finally {
      watch.end();
    }
    if (watch.hasEndedStatement()) clearLateEnd();
    return rows;
  }

  private long executed(String sql) throws SQLException {
    try {
      return Sql.execute(connection, sql);
    } catch (SQLException e) {
      if (ColumnRename.mayWorkLocked(dialect, sql, e))
        return ColumnRename.runLocked(connection, dialect, sql);
      if (ColumnRename.hasHappened(connection, dialect, sql, e)) return 0;
      throw e;
    }
  }

  /** The statement was done before it was ended: what is sent next must not be ended instead. */
  private void clearLateEnd() throws SQLException {
    try {
      Sql.execute(connection, "DO 0");
    } catch (SQLException e) {
      if (e.getErrorCode() != ErrorCodes.QUERY_INTERRUPTED) throw e;
    }
  }

  /** The server counts in whole seconds; less than that is seen to by the watch. */
  private void waitForLocks(Duration timeout) throws SQLException {
    patience = timeout;
    long seconds = Math.max(SHORTEST_WAIT_SECONDS, timeout.toSeconds());
    Sql.execute(
        connection,
        "SET SESSION lock_wait_timeout = " + seconds + ", innodb_lock_wait_timeout = " + seconds);
  }

  private void checkForeignKeys(boolean on) throws SQLException {
    Sql.execute(connection, "SET SESSION foreign_key_checks = " + (on ? 1 : 0));
  }

  @Override
  public void doneAlone() {
    try {
      checkForeignKeys(true);
    } catch (SQLException e) {
      // The session is gone; the statement before says so better.
    }
  }

  /** A statement that changes a schema and fails leaves nothing. */
  @Override
  public boolean abandonAlone(String statement) {
    try {
      return !connection.isClosed() && connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void requireTool() {
    tool.require();
  }

  @Override
  public void clearTool(String statement) {
    tool.clear(statement);
  }

  @Override
  public void runByTool(String statement, Duration lockTimeout, Limits limits) throws SQLException {
    tool.run(statement, Math.max(SHORTEST_WAIT_SECONDS, lockTimeout.toSeconds()), limits);
  }

  @Override
  public Failure classify(SQLException error) {
    int code = error.getErrorCode();
    boolean ended = code == ErrorCodes.QUERY_INTERRUPTED && watch.hasEndedStatement();
    if (ended || ErrorCodes.LOCKED.contains(code)) {
      blockers = Blockers.name(connection, dialect).orElse("");
      return Failure.LOCKED;
    }
    return ErrorCodes.isAlready(error) ? Failure.ALREADY : Failure.OTHER;
  }

  @Override
  public String blockers() {
    return blockers.isEmpty() ? "another session" : blockers;
  }

  @Override
  public boolean isStillBlocked() {
    return watch.isStillHeld(connection);
  }

  /** Bytes as hexadecimal digits, all else as a string, which is compared as its column is. */
  @Override
  public String literalOf(String quotedColumn) {
    return """
    IF(charset(%1$s) = 'binary' AND NOT %1$s REGEXP '^[-+.:0-9 ]*$', \
    concat('0x', hex(%1$s)), quote(%1$s))"""
        .formatted(quotedColumn);
  }

  @Override
  public void discard(TrashItem item, long large) throws SQLException {
    new PurgeStatements(connection, (MysqlDialect) dialect).drop(item, large);
  }

  @Override
  public Mode discardMode() {
    return Mode.TRANSACTION;
  }

  @Override
  public List<String> clearTrash() {
    return List.of();
  }

  @Override
  public List<String> restore(TrashItem item, QualifiedName table, Optional<String> column)
      throws SQLException {
    return new TrashRestore(connection, (MysqlDialect) dialect).statements(item, table, column);
  }

  /** Indexes belong to their table here, and are named within it. */
  @Override
  public List<String> renameTrash(String token, UnaryOperator<String> otherName) {
    return List.of();
  }

  @Override
  public void close() {
    watch.close();
    try {
      if (connection.isClosed()) return;
      Sql.execute(connection, "ROLLBACK");
      lock.release();
    } catch (SQLException e) {
      // A session that is gone has no lock and no transaction either.
    }
  }
}
