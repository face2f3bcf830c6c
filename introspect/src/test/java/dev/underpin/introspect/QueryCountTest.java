package dev.underpin.introspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A catalog is read in as many queries for many tables as for few. */
class QueryCountTest {
  static List<TestServer> servers() {
    return TestServers.all();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_number_of_queries_does_not_grow_with_the_tables(TestServer server) throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      tables(db, 0, 2);
      int few = queries(db);
      tables(db, 2, 40);
      assertThat(queries(db)).isEqualTo(few).isPositive();
    }
  }

  /** MySQL and MariaDB show the text of one object at a time, SQLite is asked of each view. */
  @ParameterizedTest
  @MethodSource("servers")
  void an_object_takes_one_query_at_most_and_none_on_PostgreSQL(TestServer server)
      throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      tables(db, 0, 40);
      objects(db, 0, 2);
      int few = queries(db);
      objects(db, 2, 40);
      int more = db.engine().equals("postgresql") ? 0 : 3 * 38;
      assertThat(queries(db)).isBetween(few, few + more);
    }
  }

  private static void tables(TestDatabase db, int from, int to) {
    for (int i = from; i < to; i++)
      db.execute(
          "CREATE TABLE t%d (id int PRIMARY KEY, a int, CONSTRAINT c%d CHECK (a > 0))"
              .formatted(i, i),
          "CREATE INDEX i%d ON t%d (a)".formatted(i, i));
  }

  private static void objects(TestDatabase db, int from, int to) {
    for (int i = from; i < to; i++) {
      db.execute("CREATE VIEW v%d AS SELECT id FROM t%d".formatted(i, i));
      switch (db.engine()) {
        case "postgresql" ->
            db.execute(
                "CREATE FUNCTION f%d() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'"
                    .formatted(i),
                "CREATE TRIGGER g%d BEFORE INSERT ON t%d FOR EACH ROW EXECUTE FUNCTION f%d()"
                    .formatted(i, i, i));
        case "sqlite" ->
            db.execute(
                "CREATE TRIGGER g%d AFTER INSERT ON t%d BEGIN SELECT 1; END".formatted(i, i));
        default ->
            db.execute(
                "CREATE FUNCTION f%d() RETURNS int DETERMINISTIC RETURN 1".formatted(i),
                "CREATE TRIGGER g%d BEFORE INSERT ON t%d FOR EACH ROW SET NEW.a = 1"
                    .formatted(i, i));
      }
    }
  }

  private static int queries(TestDatabase db) throws SQLException {
    Introspector introspector = Introspectors.of(db.engine());
    AtomicInteger count = new AtomicInteger();
    try (Connection connection =
        introspector.connect(introspector.parseUrl(db.url()).orElseThrow(), true)) {
      introspector.read(counting(Connection.class, connection, count), Scope.ALL);
    }
    return count.get();
  }

  /** The same, which counts what is run. */
  private static <T> T counting(Class<T> type, T of, AtomicInteger count) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().startsWith("execute")) count.incrementAndGet();
              try {
                Object result = method.invoke(of, arguments);
                return result instanceof Statement statement
                    ? counting(method.getReturnType().asSubclass(Statement.class), statement, count)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
