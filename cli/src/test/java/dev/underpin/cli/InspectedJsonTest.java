package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON is YAML too, so what inspect writes as JSON is a schema to plan from. */
class InspectedJsonTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_plan_with_it_is_empty(TestServer server) {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE orders (id int NOT NULL PRIMARY KEY, total numeric(10,2) DEFAULT 1.50, note varchar(20) DEFAULT 'yes')",
          "CREATE INDEX orders_total ON orders (total)",
          "CREATE VIEW large AS SELECT id FROM orders WHERE total > 100");
      String first = run(db, "inspect", "--format", "json").out();
      assertThat(first).startsWith("{\n").contains("\"orders\": {", "\"primary_key\"");
      assertThat(run(db, "inspect", "--format", "json").out()).isEqualTo(first);
      run(db, "inspect", "--format", "json", "-o", "schema.json");
      run(db, "plan", "--schema", "schema.json", "--exit-code");
    }
  }

  private Cli.Answer run(TestDatabase db, String... args) {
    Cli.Answer answer = new Cli(folder).with("DATABASE_URL", db.url()).run(args);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isZero();
    return answer;
  }
}
