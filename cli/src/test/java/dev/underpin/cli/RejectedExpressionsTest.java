package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server never takes is an error of the YAML, and not of the run. */
class RejectedExpressionsTest {
  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(
        TestServers.sqlite(),
        TestServers.postgresql(13),
        TestServers.postgresql(18),
        TestServers.mysql(),
        TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_check_with_a_subquery_or_an_aggregate_is_refused_at_plan(TestServer server)
      throws IOException {
    for (String check : List.of("n in (select 1)", "sum(n) > 1")) {
      try (TestDatabase db = server.newDatabase()) {
        Files.writeString(
            folder.resolve("schema.yaml"),
            "tables: { a: { columns: { id: integer not null, n: integer }, primary_key: [id],"
                + " checks: { c: \"%s\" } } }\n".formatted(check));
        for (String[] words : new String[][] {{"plan"}, {"apply", "--direct", "--yes"}}) {
          String[] all = java.util.Arrays.copyOf(words, words.length + 2);
          all[words.length] = "--url";
          all[words.length + 1] = db.url();
          Cli.Answer answer = new Cli(folder).run(all);
          assertThat(answer.code()).as(answer.toString()).isEqualTo(1);
          assertThat(answer.err()).contains("schema.yaml:1", "the server does not accept it");
        }
      }
    }
  }

  @Test
  void a_parameter_that_a_driver_does_not_take_names_the_database() {
    for (String url :
        List.of(
            "postgresql://u@127.0.0.1:1/x?sslmode=bogus",
            "mysql://u@127.0.0.1:1/x?sslMode=bogus",
            "mariadb://u@127.0.0.1:1/x?sslMode=bogus")) {
      Cli.Answer answer = new Cli(folder).run("status", "--url", url);
      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.err())
          .contains("No connection to " + url, "bogus")
          .doesNotContain("--wait");
    }
  }
}
