package dev.underpin.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

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

  private static final List<MysqlServer> MYSQL =
      List.of(MysqlServer.mysql80(), MysqlServer.newestMysql());
  private static final List<MysqlServer> MARIADB =
      List.of(MysqlServer.mariaDb("10.11"), MysqlServer.mariaDb("11.4"));

  private static final List<MysqlServer> SMALL_NAMES =
      List.of(MYSQL.get(0).withSmallNames(), MARIADB.get(0).withSmallNames());

  private static final Map<String, TestServer> REPLICATING = new ConcurrentHashMap<>();

  private TestServers() {}

  /**
   * A server that another one of the same engine can follow; for PostgreSQL the newest.
   *
   * @param id tells those of one engine apart
   */
  public static TestServer replicating(String engine, int id) {
    return REPLICATING.computeIfAbsent(
        engine + id,
        key ->
            switch (engine) {
              case "postgresql" -> POSTGRESQL.get(POSTGRESQL.size() - 1).replicating();
              case "mysql" -> MYSQL.get(0).replicating(id);
              case "mariadb" -> MARIADB.get(0).replicating(id);
              default -> throw new IllegalArgumentException(engine);
            });
  }

  /** Every server: what must hold on every engine is tested over these. */
  public static List<TestServer> all() {
    List<TestServer> all = new ArrayList<>();
    all.add(SQLITE);
    all.addAll(POSTGRESQL);
    all.addAll(everyMysql());
    return List.copyOf(all);
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

  /** The newest MySQL. */
  public static TestServer mysql() {
    return MYSQL.get(MYSQL.size() - 1);
  }

  /** The newest MariaDB. */
  public static TestServer mariaDb() {
    return MARIADB.get(MARIADB.size() - 1);
  }

  /** MySQL and MariaDB, each in the oldest and the newest version that is supported. */
  public static List<TestServer> everyMysql() {
    return Stream.concat(MYSQL.stream(), MARIADB.stream()).map(TestServer.class::cast).toList();
  }

  /**
   * For long tests: the newest PostgreSQL, or every one that is supported with {@code
   * -Dunderpin.versions=all}.
   */
  public static List<TestServer> somePostgresql() {
    return isEveryVersion() ? everyPostgresql() : List.of(postgresql());
  }

  /**
   * For tests of what PostgreSQL does: half of them run on the oldest version and half on the
   * newest, and all on both with {@code -Dunderpin.versions=all}.
   *
   * @param test decides which half it is in, by its name
   */
  public static List<TestServer> eitherPostgresql(Class<?> test) {
    if (isEveryVersion()) return everyPostgresql();
    return List.of(
        POSTGRESQL.get(Math.floorMod(test.getSimpleName().hashCode(), POSTGRESQL.size())));
  }

  /**
   * For long tests: the newest MySQL and the newest MariaDB, or every one that is supported with
   * {@code -Dunderpin.versions=all}.
   */
  public static List<TestServer> someMysql() {
    return isEveryVersion() ? everyMysql() : List.of(mysql(), mariaDb());
  }

  private static boolean isEveryVersion() {
    return "all".equals(System.getProperty("underpin.versions"));
  }

  /** MySQL and MariaDB that keep the names of tables in small letters. */
  public static List<TestServer> withSmallNames() {
    return List.copyOf(SMALL_NAMES);
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
