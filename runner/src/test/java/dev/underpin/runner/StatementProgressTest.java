package dev.underpin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.introspect.Scope;
import dev.underpin.runner.session.EngineSession;
import dev.underpin.runner.session.Sql;
import dev.underpin.runner.session.StatementProgress;
import dev.underpin.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A second connection is told how far a copy of a table is. */
class StatementProgressTest {
  private static final int DOUBLINGS = 18;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void a_copy_is_seen_from_another_connection(TestServer server) throws Exception {
    try (Fixture t =
            Fixture.of(
                server,
                "CREATE TABLE t (id integer PRIMARY KEY AUTO_INCREMENT, a varchar(40))",
                "INSERT INTO t (a) VALUES ('a')");
        Connection other = t.database.connect();
        EngineSession session = t.database.engineRunner().start(t.database, Scope.ALL)) {
      for (int i = 0; i < DOUBLINGS; i++)
        Sql.execute(session.connection(), "INSERT INTO t (a) SELECT concat('x', id) FROM t");
      if (!server.engine().equals("mariadb"))
        Sql.execute(
            other,
            "UPDATE performance_schema.setup_consumers SET enabled = 'YES' WHERE name ="
                + " 'events_stages_current'");
      CompletableFuture<Long> copy =
          CompletableFuture.supplyAsync(() -> execute(session.connection()));
      List<StatementProgress> seen = new ArrayList<>();
      while (!copy.isDone()) {
        session.progress(other).ifPresent(seen::add);
        Thread.sleep(10);
      }
      copy.join();
      assertThat(seen).isNotEmpty().allMatch(p -> p.total() > 0 && !p.doing().isEmpty());
      assertThat(seen.stream().filter(p -> p.done() > 0)).isNotEmpty();
      assertThat(session.progress(other)).isEmpty();
    }
  }

  private static long execute(Connection connection) {
    try {
      return Sql.execute(connection, "ALTER TABLE t ADD INDEX t_a (a), ALGORITHM = COPY");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
