package dev.underpin.runner.session;

import dev.underpin.planner.step.Mode;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A connection while it changes its database. Closing it gives the run's lock back, rolls back an
 * open transaction and leaves the connection open.
 */
public interface EngineSession extends AutoCloseable {
  /** What an error means to a run. */
  enum Failure {
    /** A lock could not be acquired: the same may work in a moment. */
    LOCKED,
    /** What the statement would create is there, or what it would drop is gone. */
    ALREADY,
    /** Anything else. */
    OTHER
  }

  /** The connection, in autocommit: transactions are begun and ended by SQL. */
  Connection connection();

  /**
   * Try to become the only run on this database. The lock ends with the session or the process,
   * however they end: nothing is left behind that a person would have to clear.
   */
  boolean tryLock() throws SQLException;

  /** Who holds the lock, in words. */
  String lockHolder() throws SQLException;

  /**
   * From now on names mean in each step what they mean to a plain client.
   *
   * @param prologue what a plain client is told before the first step
   */
  void follow(List<String> prologue);

  /**
   * Refuse what cannot end well, before its transaction begins.
   *
   * @param statements what is about to be run in one transaction
   */
  default void foresee(List<String> statements) throws SQLException {}

  /**
   * True where a change of the schema is undone with its transaction; where it is not, each
   * statement of a step stands by itself, whatever the step's mode.
   */
  default boolean isTransactional() {
    return true;
  }

  /**
   * Begin a transaction that may write.
   *
   * @param mode any but {@link Mode#ALONE}
   * @param lockTimeout how long each of its statements waits for a lock
   */
  void begin(Mode mode, Duration lockTimeout) throws SQLException;

  /** Told how far a statement is that copies a table. */
  @FunctionalInterface
  interface Copying {
    /**
     * @param rows about so many are copied, by an estimate that may come to more than there are
     * @param total how many rows there are
     */
    void copied(long rows, long total);
  }

  /**
   * Run one statement of a step to its end.
   *
   * @param copying told now and then, while the statement runs, where the engine can say how far it
   *     is; must not use the connection
   * @return how many rows it changed; 0 for one that changes none
   */
  default long execute(String sql, Copying copying) throws SQLException {
    return Sql.execute(connection(), sql);
  }

  /** True where the server says how far a statement of this session is. */
  default boolean tellsProgress() {
    return false;
  }

  /**
   * How far the statement is that this session runs. Called while it runs, from another thread.
   *
   * @param other another connection to the same server
   * @return empty where the server does not say it of this statement
   */
  default Optional<StatementProgress> progress(Connection other) throws SQLException {
    return Optional.empty();
  }

  /** What the server will show of the step that comes now. */
  default StepView view() throws SQLException {
    return StepView.NONE;
  }

  /** End the transaction and keep what it did. */
  void commit() throws SQLException;

  /** End the transaction, if one is open, and undo what it did. */
  void rollback() throws SQLException;

  /**
   * Make ready for a statement outside of any transaction: its settings, and the removal of what an
   * earlier, failed try of the same statement has left.
   *
   * @param mode the step's mode
   * @param budget how long it may be blocked by others in all, where the engine would wait without
   *     an end
   * @return true where the statement has nothing left to do
   */
  boolean prepareAlone(Mode mode, String statement, Duration lockTimeout, Duration budget)
      throws SQLException;

  /** The statement made ready for has ended, well or not. */
  void doneAlone();

  /**
   * The statement made ready for has failed: remove what it left behind.
   *
   * @return true where it is known to have left nothing
   */
  boolean abandonAlone(String statement);

  /**
   * Refuse, where the tool that makes a step's statement is not here, before anything is changed.
   */
  default void requireTool() {}

  /**
   * Remove what a tool has left that was to make a statement and did not come to its end.
   *
   * @throws UnderpinException where something cannot be removed
   */
  default void clearTool(String statement) {}

  /**
   * Have a statement made by a tool. What an earlier try has left is removed first, and so is what
   * this one leaves where it fails.
   *
   * @param limits what the tool waits for while it copies
   * @throws UnderpinException where the tool fails; the message says what it said
   */
  default void runByTool(String statement, Duration lockTimeout, Limits limits)
      throws SQLException {
    throw new IllegalStateException("no tool is known for this engine: " + statement);
  }

  /** What an error means. */
  Failure classify(SQLException error);

  /** Who blocked the last lock that could not be acquired, in words; never empty. */
  String blockers();

  /**
   * True while a transaction is open that blocked the last lock that could not be acquired: another
   * try would only make others wait behind it. False where that is not known.
   */
  default boolean isStillBlocked() {
    return false;
  }

  /** An expression whose value is a literal, as SQL text, of the value of a column. */
  String literalOf(String quotedColumn);

  /** True where something else in the trash needs a table that is there. */
  default boolean isNeededInTrash(TrashItem table) throws SQLException {
    return false;
  }

  /**
   * Drop something in the trash for good.
   *
   * @param large the size in bytes from which a table is not rewritten under a lock that blocks
   *     writes
   */
  void discard(TrashItem item, long large) throws SQLException;

  /** How that is run. */
  Mode discardMode();

  /**
   * The statements that clear away what the trash needed beside its tables and columns, once it
   * holds none.
   */
  List<String> clearTrash() throws SQLException;

  /**
   * The statements that give something in the trash a name again, with its rows.
   *
   * @param table the table's new name, or the table of the column
   * @param column the column's new name; absent for a whole table
   */
  List<String> restore(TrashItem item, QualifiedName table, Optional<String> column)
      throws SQLException;

  /**
   * The statements that give other names to what lies in the trash beside tables and columns:
   * indexes, sequences, types.
   *
   * @param token the token in the names that are given away
   */
  List<String> renameTrash(String token, UnaryOperator<String> otherName) throws SQLException;

  @Override
  void close();
}
