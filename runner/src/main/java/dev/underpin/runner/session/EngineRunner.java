package dev.underpin.runner.session;

import dev.underpin.dialect.Dialect;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Scope;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** In what way running differs from engine to engine; found by {@link java.util.ServiceLoader}. */
public interface EngineRunner {
  /** The engine's id. */
  String engineId();

  /**
   * The quoted, qualified name of one of the history's tables.
   *
   * @param url the database whose history it is
   */
  String historyTable(DatabaseUrl url, String table);

  /** True where the history exists. Needs only the right to read. */
  boolean historyExists(Connection connection) throws SQLException;

  /** What must be there before the history's tables are created; may be run again. */
  List<String> historyHome(DatabaseUrl url);

  /** The type of a text of any length in the history. */
  default String longText() {
    return "text";
  }

  /** The type of a text that is the key of one of the history's tables. */
  default String keyText() {
    return "text";
  }

  /**
   * A URL with which nothing waits for longer than a person said.
   *
   * @param waitFor zero where nobody said anything
   */
  default DatabaseUrl within(DatabaseUrl url, Duration waitFor) {
    return url;
  }

  /**
   * A URL whose server is given up where it has not answered a connection within the limit.
   *
   * @param limit the time that is left, of what a person said
   */
  default DatabaseUrl answeringWithin(DatabaseUrl url, Duration limit) {
    return url;
  }

  /**
   * Touch the database itself, so that one that cannot be read is found out at once and not in the
   * middle of something.
   */
  void check(Connection connection) throws SQLException;

  /**
   * Why nothing can be changed through this connection (a replica, a read-only file); empty where
   * it can.
   */
  Optional<String> whyReadOnly(Connection connection) throws SQLException;

  /**
   * Begin to make changes: the session settings of a run.
   *
   * @param scope what the run may change
   */
  EngineSession start(Database database, Scope scope) throws SQLException;

  /**
   * The GRANT statements without which some statements would fail; none where the engine cannot be
   * asked beforehand.
   */
  default List<String> missingPrivileges(
      Connection connection, Dialect dialect, List<String> statements) throws SQLException {
    return List.of();
  }

  /** What is found before something goes wrong: TLS, settings, leftovers, sessions. Reads only. */
  List<Diagnosis> examine(Connection connection, DatabaseUrl url) throws SQLException;

  /**
   * The GRANT statements without which the session's user could not do something; none where the
   * engine has no users.
   */
  default List<String> missingGrants(Connection connection, GrantUse use) throws SQLException {
    return List.of();
  }

  /**
   * The GRANT statements that a user needs to do something; none where the engine has no users.
   *
   * @param user its name; absent for the session's
   */
  default List<String> grants(Connection connection, GrantUse use, Optional<String> user)
      throws SQLException {
    return List.of();
  }

  /** Who works on the database at this moment, in words; empty where nobody does. Takes no lock. */
  Optional<String> runUnderWay(Connection connection) throws SQLException;

  /**
   * Where the server's log of changes is at this moment, such as {@code 0/16B3748}: from there on a
   * restore can replay it. Empty where it has none, or does not tell this user.
   */
  default Optional<String> logPosition(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /**
   * Figures that say how busy the server is, by the names that {@code max_load} has.
   *
   * @param names one or more
   * @throws UnderpinException where the server has no such figure, or does not tell this user
   */
  default Map<String, Long> load(Connection connection, Set<String> names) throws SQLException {
    throw UnknownLimit.refusal("max_load", "there is no server that could be busy");
  }

  /**
   * What says how far the replicas of the server are behind.
   *
   * @param replicas those that a person named
   * @throws UnderpinException where there is nothing to ask, or the server does not tell this user
   */
  default ReplicaWatch replicas(Connection connection, List<DatabaseUrl> replicas)
      throws SQLException {
    throw UnknownLimit.refusal("max_lag", "a file has no replicas");
  }

  /**
   * Write a copy of the whole database to a file that does not exist.
   *
   * @return false where the engine has no such thing
   */
  default boolean copyTo(Connection connection, Path file) throws SQLException {
    return false;
  }

  /** True where a server of one version runs what was made for another as the oldest. */
  boolean runs(Version needed, Version have);

  /** A driver's error in words for the person who ran the command. Never shows a password. */
  UnderpinException explain(DatabaseUrl url, SQLException error);

  /** True where waiting may help: the server is not up yet. */
  boolean mayComeUp(SQLException error);
}
