package dev.underpin.runner.sqlite;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.sqlite.lexer.Identifiers;
import dev.underpin.planner.step.Mode;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.EngineSession;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.QualifiedName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A SQLite connection that makes changes.
 *
 * <p>Transactions begin with BEGIN IMMEDIATE: one that begins to write only later may be refused at
 * once, without its wait (<a
 * href="https://www.sqlite.org/lang_transaction.html">documentation</a>). They are begun by SQL on
 * a connection in autocommit, because inside a transaction {@code PRAGMA foreign_keys} does
 * nothing, and says so to nobody (<a
 * href="https://www.sqlite.org/pragma.html#pragma_foreign_keys">documentation</a>).
 */
final class SqliteSession implements EngineSession {
  private static final int ALREADY = 1;

  private final Connection connection;
  private final Dialect dialect;
  private final Optional<RunLock> lock;
  private final Optional<DiskSpace> room;
  private Optional<ForeignKeyAudit> audit = Optional.empty();
  private final Set<String> named = new HashSet<>();

  SqliteSession(Database database) throws SQLException {
    this.connection = database.connection();
    this.dialect = database.dialect();
    Optional<Path> file = file(connection);
    this.lock = file.map(RunLock::beside);
    this.room = file.map(f -> new DiskSpace(connection, f));
    enforceForeignKeys(true);
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public boolean tryLock() {
    // A database in memory has nobody else.
    return lock.isEmpty() || lock.get().take();
  }

  @Override
  public String lockHolder() {
    return lock.map(RunLock::holder).orElse("another session");
  }

  @Override
  public void follow(List<String> prologue) {
    // A name means the same whatever was said before.
  }

  @Override
  public void foresee(List<String> statements) throws SQLException {
    if (room.isPresent()) room.get().refuseTooLittle(statements);
    expect(statements);
  }

  private void expect(List<String> statements) {
    named.clear();
    for (String sql : statements)
      for (String token : dialect.tokens(sql))
        named.add(Identifiers.lower(dialect.identifier(token)));
  }

  @Override
  public void begin(Mode mode, Duration lockTimeout) throws SQLException {
    Sql.execute(connection, "PRAGMA busy_timeout = " + lockTimeout.toMillis());
    if (mode != Mode.DETACHED) {
      Sql.execute(connection, "BEGIN IMMEDIATE");
      return;
    }
    enforceForeignKeys(false);
    Sql.execute(connection, "BEGIN IMMEDIATE");
    audit = ForeignKeyAudit.of(connection, named);
  }

  @Override
  public long execute(String sql, Copying copying) throws SQLException {
    return sql.startsWith("INSERT")
        ? CopyProgress.execute(connection, sql, copying)
        : Sql.execute(connection, sql);
  }

  @Override
  public void commit() throws SQLException {
    if (audit.isPresent()) audit.get().refuseMore(connection);
    Sql.execute(connection, "COMMIT");
    reset();
  }

  @Override
  public void rollback() throws SQLException {
    try {
      Sql.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      // None was open: it did not begin, or SQLite has undone it by itself.
      if (ResultCodes.of(e) != ALREADY) throw e;
    } finally {
      reset();
    }
  }

  /** A step may have switched something that outlives its transaction. */
  private void reset() throws SQLException {
    audit = Optional.empty();
    Sql.execute(connection, "PRAGMA legacy_alter_table = OFF");
    enforceForeignKeys(true);
  }

  private void enforceForeignKeys(boolean on) throws SQLException {
    Sql.execute(connection, "PRAGMA foreign_keys = " + (on ? "ON" : "OFF"));
    String read = Sql.value(connection, "PRAGMA foreign_keys").orElse("");
    if (!read.equals(on ? "1" : "0")) {
      throw UnderpinException.failed(
          """
          SQLite did not switch the enforcement of foreign keys %s. Going on could delete rows of \
          other tables, so nothing was changed."""
              .formatted(on ? "on" : "off"));
    }
  }

  @Override
  public boolean prepareAlone(Mode mode, String statement, Duration lockTimeout, Duration budget)
      throws SQLException {
    Sql.execute(connection, "PRAGMA busy_timeout = " + lockTimeout.toMillis());
    return false;
  }

  @Override
  public void doneAlone() {
    // Nothing was begun.
  }

  @Override
  public boolean abandonAlone(String statement) {
    return true;
  }

  @Override
  public Failure classify(SQLException error) {
    if (ResultCodes.isLocked(error)) return Failure.LOCKED;
    String message = error.getMessage() == null ? "" : error.getMessage();
    boolean already =
        message.contains("already exists")
            || message.contains("no such table")
            || message.contains("no such index")
            || message.contains("no such view")
            || message.contains("no such trigger")
            || message.contains("no such column")
            || message.contains("duplicate column name");
    return already ? Failure.ALREADY : Failure.OTHER;
  }

  @Override
  public String blockers() {
    return "another process that is writing to (or, outside of WAL mode, reading) the file";
  }

  @Override
  public String literalOf(String quotedColumn) {
    return "quote(" + quotedColumn + ")";
  }

  @Override
  public void discard(TrashItem item, long large) throws SQLException {
    expect(List.of(dialect.quote(item.table())));
    audit = ForeignKeyAudit.of(connection, named);
    String table = dialect.quote(item.table());
    Sql.execute(
        connection,
        item.column()
            .map(column -> "ALTER TABLE " + table + " DROP COLUMN " + dialect.quote(column))
            .orElse("DROP TABLE IF EXISTS " + table));
  }

  @Override
  public Mode discardMode() {
    // With foreign keys enforced, DROP TABLE deletes the rows one by one first, and the rows that
    // refer to them.
    return Mode.DETACHED;
  }

  /** Without the older rule, SQLite reads every view when a table is renamed. */
  @Override
  public List<String> restore(TrashItem item, QualifiedName table, Optional<String> column) {
    if (item.column().isPresent()) {
      String name = item.column().get();
      return List.of(
          dialect.sql(
              "ALTER TABLE {} RENAME COLUMN {} TO {}", item.table(), name, column.orElseThrow()));
    }
    return List.of(
        "PRAGMA legacy_alter_table = ON",
        dialect.sql("ALTER TABLE {} RENAME TO {}", item.table(), table.name()),
        "PRAGMA legacy_alter_table = OFF");
  }

  @Override
  public List<String> renameTrash(String token, UnaryOperator<String> otherName) {
    return List.of();
  }

  @Override
  public List<String> clearTrash() {
    return List.of();
  }

  @Override
  public void close() {
    try {
      if (!connection.isClosed()) rollback();
    } catch (SQLException e) {
      // What is open ends with the connection.
    } finally {
      lock.ifPresent(RunLock::release);
    }
  }

  static Optional<Path> file(Connection connection) throws SQLException {
    for (List<Optional<String>> row : Sql.rows(connection, "PRAGMA database_list")) {
      if (row.get(1).filter("main"::equals).isPresent())
        return row.get(2).filter(f -> !f.isEmpty()).map(Path::of);
    }
    return Optional.empty();
  }
}
