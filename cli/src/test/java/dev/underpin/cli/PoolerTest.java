package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.PgBouncer;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pooler shares the server's sessions among its clients: nothing may be set in them. */
class PoolerTest {
  @TempDir Path folder;

  @Test
  void a_pooler_of_transactions_is_refused_before_anything_is_set() throws Exception {
    try (TestDatabase db = TestServers.postgresql().newDatabase()) {
      db.execute("CREATE SCHEMA app", "CREATE TABLE app.t (id serial PRIMARY KEY, a int)");
      String name = db.url().substring(db.url().lastIndexOf('/') + 1);
      db.execute("ALTER DATABASE " + name + " SET search_path = app, public");
      Files.writeString(folder.resolve("schema.yaml"), "tables: {}\n");
      for (String ignored : List.of("", "extra_float_digits")) {
        try (PgBouncer pooler = PgBouncer.before(db, folder, "transaction", ignored)) {
          for (String command :
              List.of("inspect", "plan", "drift", "status", "apply --direct --yes")) {
            Cli.Answer answer = run(command, pooler.url());
            assertThat(answer.code()).as(command + "\n" + answer).isEqualTo(3);
            assertThat(answer.err()).contains("is a connection pooler", "usually 5432");
            assertThat(answer.err().strip().lines()).hasSize(1);
          }
          if (!ignored.isEmpty()) insert(pooler.url());
        }
      }
      assertThat(db.value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
          .isEqualTo("0");
    }
  }

  @Test
  void a_pooler_of_sessions_is_taken_where_the_url_says_so() throws Exception {
    try (TestDatabase db = TestServers.postgresql().newDatabase();
        PgBouncer pooler = PgBouncer.before(db, folder, "session", "extra_float_digits")) {
      Cli.Answer answer = run("inspect", pooler.url() + "?pooler=session");
      assertThat(answer.code()).as(answer.toString()).isZero();
    }
  }

  /** As the application does, on the one session that all share. */
  private static void insert(String url) throws Exception {
    String jdbc = "jdbc:" + url.replaceFirst("//([^@/]*)@(.*)$", "//$2?user=$1&prepareThreshold=0");
    try (Connection connection = DriverManager.getConnection(jdbc);
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO t (a) VALUES (1)");
    }
  }

  private Cli.Answer run(String command, String url) {
    return new Cli(folder).run((command + " --url " + url).split(" "));
  }
}
