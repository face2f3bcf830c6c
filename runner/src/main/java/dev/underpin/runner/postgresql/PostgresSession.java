package dev.underpin.runner.postgresql;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.EngineSession;
import dev.underpin.runner.session.OtherSession;
import dev.underpin.runner.session.Sql;
import dev.underpin.runner.session.StatementProgress;
import dev.underpin.runner.session.StepView;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL session that makes changes.
 *
 * <p>The lock against other runs is an advisory lock of this very session and not of a second one:
 * it then lasts exactly as long as this session can still do something. When the process is killed,
 * the server may well finish the statement it is at; until it has, nobody else gets in. An advisory
 * lock holds no transaction open, so CREATE INDEX CONCURRENTLY does not wait for it (<a
 * href="https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS">advisory
 * locks</a>).
 */
final class PostgresSession implements EngineSession {
  /** "undp", so that a person who looks at pg_locks can tell whose lock it is. */
  private static final int LOCK_CLASS = 0x756e6470;

  private static final int LOCK_OBJECT = 1;

  /** Who has the lock, in words; no row where nobody has. */
  static final String LOCK_HOLDER =
      """
      %s FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid WHERE \
      l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM \
      pg_catalog.pg_database WHERE datname = current_database()) AND l.classid = %s AND l.objid = \
      %s AND l.objsubid = 2"""
          .formatted(BlockerWatch.DESCRIPTION, LOCK_CLASS, LOCK_OBJECT);

  /** The server counts the parts of some of its phases, and of the others nothing. */
  private static final String INDEX_PROGRESS =
      """
      SELECT phase, CASE WHEN phase LIKE '%loading%' THEN tuples_done WHEN phase LIKE '%scanning%' \
      THEN blocks_done ELSE 0 END, CASE WHEN phase LIKE '%loading%' THEN tuples_total WHEN phase \
      LIKE '%scanning%' THEN blocks_total ELSE 0 END FROM \
      pg_catalog.pg_stat_progress_create_index WHERE pid = ?""";

  private static final Pattern SEARCH_PATH =
      Pattern.compile(
          "\\s*SET\\s+search_path\\s*(?:TO|=)\\s*([^;]+);?\\s*", Pattern.CASE_INSENSITIVE);

  private final Connection connection;
  private final Dialect dialect;
  private final int pid;
  private final BlockerWatch watch;
  private final IndexLeftovers leftovers;
  private final String usualSearchPath;
  private Optional<String> searchPath = Optional.empty();
  private boolean locked;

  PostgresSession(Database database) throws SQLException {
    this.connection = database.connection();
    this.dialect = database.dialect();
    Sql.execute(connection, "SET application_name = 'underpin'");
    Sql.execute(connection, "SET statement_timeout = 0");
    // A routine may name what a later step creates.
    Sql.execute(connection, "SET check_function_bodies = off");
    Sql.execute(connection, "SET idle_in_transaction_session_timeout = 0");
    this.pid = Integer.parseInt(Sql.value(connection, "SELECT pg_backend_pid()").orElseThrow());
    this.usualSearchPath = Sql.value(connection, "SHOW search_path").orElseThrow();
    this.watch = new BlockerWatch(database, pid);
    this.leftovers = new IndexLeftovers(connection);
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public boolean tryLock() throws SQLException {
    String sql = "SELECT pg_try_advisory_lock(" + LOCK_CLASS + ", " + LOCK_OBJECT + ")";
    locked = Sql.value(connection, sql).filter("t"::equals).isPresent();
    return locked;
  }

  @Override
  public String lockHolder() throws SQLException {
    return OtherSession.find(connection, dialect, LOCK_HOLDER)
        .orElse("a session that has just ended");
  }

  /** Of a prologue only the search path decides what a statement means. */
  @Override
  public void follow(List<String> prologue) {
    for (String line : prologue) {
      Matcher m = SEARCH_PATH.matcher(line);
      if (m.matches()) searchPath = Optional.of(m.group(1));
    }
  }

  @Override
  public boolean tellsProgress() {
    return true;
  }

  @Override
  public Optional<StatementProgress> progress(Connection other) throws SQLException {
    return StatementProgress.read(other, INDEX_PROGRESS, pid);
  }

  @Override
  public StepView view() throws SQLException {
    return new TableFiles(connection);
  }

  @Override
  public void begin(Mode mode, Duration lockTimeout) throws SQLException {
    if (mode == Mode.DETACHED) {
      throw UnderpinException.failed(
          "A step asks to be run detached from foreign keys, which this engine does not have.");
    }
    Sql.execute(connection, "BEGIN");
    if (searchPath.isPresent()) {
      Sql.execute(connection, "SET LOCAL search_path TO " + searchPath.get());
    }
    Sql.execute(connection, "SET LOCAL lock_timeout = " + lockTimeout.toMillis());
    watch.begin(lockTimeout);
  }

  @Override
  public void commit() throws SQLException {
    Sql.execute(connection, "COMMIT");
    watch.end();
  }

  @Override
  public void rollback() throws SQLException {
    watch.end();
    Sql.execute(connection, "ROLLBACK");
  }

  @Override
  public boolean prepareAlone(Mode mode, String statement, Duration lockTimeout, Duration budget)
      throws SQLException {
    Optional<ConcurrentIndex> index = ConcurrentIndex.builtBy(statement);
    boolean there = index.isPresent() && leftovers.heal(index.get(), budget);
    // A lock timeout that strikes in the middle of a concurrent build leaves an invalid index: it
    // is watched instead.
    boolean concurrent = ConcurrentIndex.isConcurrent(statement);
    Sql.execute(connection, "SET lock_timeout = " + (concurrent ? 0 : lockTimeout.toMillis()));
    if (searchPath.isPresent()) {
      Sql.execute(connection, "SET search_path TO " + searchPath.get());
    }
    if (concurrent) watch.beginWithin(budget);
    else watch.begin(lockTimeout);
    return there;
  }

  @Override
  public void doneAlone() {
    watch.end();
    try {
      // What is asked of the catalog next is asked as usual.
      Sql.execute(connection, "SET lock_timeout = 0");
      Sql.execute(connection, "SET search_path TO " + usualSearchPath);
    } catch (SQLException e) {
      // The session is gone; the statement before says so better.
    }
  }

  @Override
  public boolean abandonAlone(String statement) {
    try {
      if (connection.isClosed() || !connection.isValid(1)) return false;
      Optional<ConcurrentIndex> index = ConcurrentIndex.builtBy(statement);
      // To remove it means to wait for those who were in the way; the next run does it.
      if (index.isPresent()) return !watch.gaveUp() && leftovers.remove(index.get());
      return !ConcurrentIndex.isConcurrent(statement);
    } catch (SQLException e) {
      // The next run finds it; what made the statement fail is the news.
      return false;
    }
  }

  @Override
  public Failure classify(SQLException error) {
    String state = SqlStates.of(error);
    if (SqlStates.LOCKED.contains(state)) return Failure.LOCKED;
    if (state.equals(SqlStates.CANCELED) && watch.gaveUp()) return Failure.LOCKED;
    return SqlStates.ALREADY.contains(state) ? Failure.ALREADY : Failure.OTHER;
  }

  @Override
  public String blockers() {
    return watch.seen();
  }

  @Override
  public boolean isStillBlocked() {
    return watch.isStillOpen(connection);
  }

  @Override
  public String literalOf(String quotedColumn) {
    return "quote_literal(" + quotedColumn + "::text)";
  }

  @Override
  public void discard(TrashItem item, long large) throws SQLException {
    String table = dialect.quote(item.table());
    Sql.execute(
        connection,
        item.column()
            .map(
                column ->
                    "ALTER TABLE " + table + " DROP COLUMN IF EXISTS " + dialect.quote(column))
            .orElse("DROP TABLE IF EXISTS " + table + cascade(item)));
  }

  /** What only the trash has goes with the table: a domain of its rows, a function over them. */
  private String cascade(TrashItem item) throws SQLException {
    return new TrashUsers(connection).areAllInTrash(item.table()) ? " CASCADE" : "";
  }

  @Override
  public boolean isNeededInTrash(TrashItem table) throws SQLException {
    return new TrashUsers(connection).needed(table.table());
  }

  @Override
  public Mode discardMode() {
    return Mode.TRANSACTION;
  }

  @Override
  public List<String> restore(TrashItem item, QualifiedName table, Optional<String> column)
      throws SQLException {
    return new TrashRestore(connection, dialect).statements(item, table, column);
  }

  @Override
  public List<String> renameTrash(String token, UnaryOperator<String> otherName)
      throws SQLException {
    return new TrashSchema(connection, dialect).rename(token, otherName);
  }

  @Override
  public List<String> clearTrash() throws SQLException {
    return new TrashSchema(connection, dialect).clear();
  }

  @Override
  public void close() {
    watch.close();
    try {
      if (connection.isClosed()) return;
      Sql.execute(connection, "ROLLBACK");
      Sql.execute(connection, "SET lock_timeout = 0");
      if (locked)
        Sql.execute(
            connection, "SELECT pg_advisory_unlock(" + LOCK_CLASS + ", " + LOCK_OBJECT + ")");
    } catch (SQLException e) {
      // A session that is gone has no lock and no transaction either.
    }
  }
}
