package dev.underpin.testkit;

import java.util.List;

/**
 * The servers that tests run against.
 *
 * <p>Another engine is another class that implements {@link TestServer}, and a line in {@link #all()}.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @MethodSource("dev.underpin.testkit.TestServers#all")
 * void keeps_every_row(TestServer server) {
 *   try (TestDatabase db = server.newDatabase()) {
 *     db.execute("CREATE TABLE t (id integer)", "INSERT INTO t VALUES (1)");
 *     …
 * }
 * }</pre>
 */
public final class TestServers {
  private static final SqliteServer SQLITE = new SqliteServer();
  private static final List<PostgresqlServer> POSTGRESQL =
      List.of(new PostgresqlServer(13), new PostgresqlServer(18));

  private TestServers() {}

  /** Every server: what must hold on every engine is tested over these. */
  public static List<TestServer> all() {
    return List.of(SQLITE, POSTGRESQL.get(0), POSTGRESQL.get(1));
  }

  /** SQLite, in the version of its JDBC library. */
  public static TestServer sqlite() {
    return SQLITE;
  }

  /** The newest PostgreSQL that is supported. */
  public static TestServer postgresql() {
    return POSTGRESQL.get(POSTGRESQL.size() - 1);
  }

  /** PostgreSQL of a major version: the oldest that is supported, 13, or the newest, 18. */
  public static TestServer postgresql(int major) {
    return POSTGRESQL.stream()
        .filter(server -> server.major() == major)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The testkit has no PostgreSQL " + major));
  }

  /** Both PostgreSQL versions, for a {@code @MethodSource}. */
  public static List<TestServer> everyPostgresql() {
    return List.copyOf(POSTGRESQL);
  }

  /** The server of a {@link TestServer#name()}, such as {@code postgresql 18}. */
  public static TestServer named(String name) {
    return all().stream()
        .filter(server -> server.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("No test server \"" + name + "\", only " + all()));
  }
}
