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

/** No text from outside changes what a terminal shows. */
class HiddenCharactersTest {
  private static final String NAME = "x\\n\\e[31mAll good\\u202e\\u009b2J";

  @TempDir Path folder;

  static Stream<TestServer> servers() {
    return Stream.of(TestServers.sqlite(), TestServers.postgresql());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void names_in_the_yaml_are_escaped_in_every_format(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Files.writeString(
          folder.resolve("schema.yaml"),
          "tables: { \""
              + NAME
              + "\": { columns: { id: integer, \""
              + NAME
              + "\": text }, primary_key: [id] } }\n");
      for (String command :
          List.of(
              "plan",
              "plan -v",
              "plan --summary",
              "plan --format markdown",
              "plan --format json",
              "apply --direct --yes",
              "status -v",
              "inspect",
              "drift --schema schema.yaml",
              "rollback --dry-run")) {
        Cli.Answer answer = answer(db, command);
        assertThat(answer.code()).as(command + "\n" + answer).isZero();
        isClean(command, answer);
        assertThat((answer.out() + answer.err()).lines().map(String::strip))
            .as(command)
            .noneMatch(line -> line.startsWith("All good"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void what_the_history_says_is_escaped(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Files.writeString(
          folder.resolve("schema.yaml"),
          "tables: { t: { columns: { id: integer }, primary_key: [id] } }\n");
      assertThat(answer(db, "apply --direct --yes").code()).isZero();
      boolean postgresql = server == TestServers.postgresql();
      String table = postgresql ? "underpin.migrations" : "underpin_migrations";
      String id =
          postgresql ? "E'x\\n\\x1b[31mAll good'" : "'x' || char(10) || char(27) || '[31mAll good'";
      db.execute("UPDATE " + table + " SET id = " + id);
      for (String command : List.of("status", "drift", "rollback --dry-run", "rollback --yes")) {
        Cli.Answer answer = answer(db, command);
        isClean(command, answer);
        assertThat((answer.out() + answer.err()).lines().map(String::strip))
            .as(command)
            .noneMatch(line -> line.startsWith("All good"));
      }
    }
  }

  @Test
  void an_argument_with_such_a_character_is_refused() {
    Cli.Answer answer = new Cli(folder).run("status", "--env", "x\n\u001b[31mAll good");
    assertThat(answer.code()).isEqualTo(64);
    assertThat(answer.err()).contains("x\\n\\x1b[31mAll good");
    isClean("--env", answer);
  }

  @Test
  void an_error_in_the_yaml_is_escaped() throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), "tables: { t: { \"" + NAME + "\": 1 } }\n");
    isClean("validate", new Cli(folder).run("validate"));
  }

  @Test
  void a_line_that_has_no_end_is_an_error() throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), "tables: \"" + "x".repeat(4_000_000) + "\"\n");
    Cli.Answer answer = new Cli(folder).run("validate");
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.err()).contains("has more than 1000000 characters");
  }

  private static void isClean(String command, Cli.Answer answer) {
    String all = answer.out() + answer.err();
    assertThat(all.chars().filter(c -> c != '\n'))
        .as(command + "\n" + answer)
        .noneMatch(c -> c < 0x20 || c >= 0x7F && c < 0xA0 || c == 0x202e);
  }

  private Cli.Answer answer(TestDatabase db, String command) {
    return new Cli(folder).run((command + " --url " + db.url()).split(" "));
  }
}
