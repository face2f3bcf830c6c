package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The result of a run as JSON, on every kind of server. */
class RunResultTest {
  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(
        TestServers.sqlite(),
        TestServers.postgresql(18),
        TestServers.mysql(),
        TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_run_has_times_rows_and_positions_of_the_log(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      declare("id: integer");
      run(db, "apply", "--direct", "--yes");
      db.execute("insert into t values (1), (2), (3)");
      declare("id: integer, total: { type: integer, nullable: false, backfill: id * 2 }");

      JsonNode result = run(db, "apply", "--direct", "--yes", "--message", "m");

      assertThat(result.get("result").asText()).isEqualTo("applied");
      assertThat(result.at("/migrations/0/state").asText()).isEqualTo("applied");
      assertThat(result.get("steps"))
          .isNotEmpty()
          .allSatisfy(
              step -> {
                assertThat(step.get("outcome").asText()).isEqualTo("done");
                assertThat(step.get("took_ms").isNumber()).isTrue();
              });
      if (result.get("engine").asText().equals("postgresql")) {
        String position = "[0-9A-F]+/[0-9A-F]+";
        assertThat(result.get("log_position_before").asText()).matches(position);
        assertThat(result.get("log_position_after").asText())
            .matches(position)
            .isNotEqualTo(result.get("log_position_before").asText());
        assertThat(result.get("steps"))
            .anySatisfy(step -> assertThat(step.get("rows").asLong()).isEqualTo(3));
      }

      JsonNode back = run(db, "rollback", "--yes");
      assertThat(back.get("result").asText()).isEqualTo("rolled back");
      assertThat(back.at("/migrations/0/state").asText()).isEqualTo("rolled_back");
      assertThat(run(db, "apply", "--yes").get("result").asText()).isEqualTo("nothing to do");
    }
  }

  private void declare(String columns) throws Exception {
    Files.writeString(
        folder.resolve("schema.yaml"),
        "tables: { t: { columns: { %s }, primary_key: [id] } }\n".formatted(columns));
  }

  private JsonNode run(TestDatabase db, String... words) throws Exception {
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--format", "json", "--url", db.url()))
            .toArray(String[]::new);
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return new ObjectMapper().readTree(answer.out());
  }
}
