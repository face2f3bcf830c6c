package dev.underpin.runner.mysql;

import dev.underpin.dialect.mysql.canonical.SystemDatabases;
import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What keeps two runs apart: a named lock for each database that a run may change, all held by one
 * session (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html">documentation</a>). A run
 * whose URL names no database and one whose URL names one of them meet at the lock of that
 * database, although each has a history of its own. The server gives the locks up when the session
 * ends, and that is not before the statement it is at has ended.
 */
final class RunLock {
  /** Names are short there, and the same for all letters that a database's name may have. */
  private static final String NAME = "concat('underpin.', left(sha2(?, 256), 40))";

  private static final String ALL_DATABASES =
      "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN "
          + SystemDatabases.LIST;

  private final Connection connection;
  private final Set<String> databases = new TreeSet<>();
  private String heldByOthers = "";
  private boolean locked;

  /**
   * @param named the databases that the run may change beside the connection's; none for a
   *     connection without one means all
   */
  RunLock(Connection connection, Collection<String> named) throws SQLException {
    this.connection = connection;
    String own = Sql.value(connection, "SELECT database()").orElse("");
    databases.add(own);
    databases.addAll(named);
    if (!own.isEmpty() || !named.isEmpty()) return;
    for (List<Optional<String>> row : Sql.rows(connection, ALL_DATABASES))
      databases.add(row.get(0).orElseThrow());
  }

  /** Take all of them, or none: always in the same order, and without waiting. */
  boolean tryLock() throws SQLException {
    for (String database : databases) {
      locked = true;
      Optional<String> had = Sql.value(connection, "SELECT GET_LOCK(" + NAME + ", 0)", database);
      if (had.filter("1"::equals).isPresent()) continue;
      heldByOthers = database;
      release();
      return false;
    }
    return true;
  }

  /** Who has one of the locks; empty where nobody has. */
  Optional<String> seen() throws SQLException {
    for (String database : databases) {
      String sql = "SELECT IS_USED_LOCK(" + NAME + ")";
      if (Sql.value(connection, sql, database).isEmpty()) continue;
      heldByOthers = database;
      return Optional.of(holder());
    }
    return Optional.empty();
  }

  /** Who held the locks that could not be acquired. */
  String holder() throws SQLException {
    String sql =
        """
        SELECT concat('session ', id, ' of ', user, ' from ', host) FROM \
        information_schema.processlist WHERE id = IS_USED_LOCK(%s)"""
            .formatted(NAME);
    return Sql.value(connection, sql, heldByOthers).orElse("another session");
  }

  /** Give up those that this session holds; what others hold stays theirs. */
  void release() throws SQLException {
    if (!locked) return;
    for (String database : databases)
      Sql.value(connection, "SELECT RELEASE_LOCK(" + NAME + ")", database);
    locked = false;
  }
}
