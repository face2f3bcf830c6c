package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code underpin lint}: what it prints, its levels and its exit codes. */
class LintTest {
  private static final String LOG = "tables:\n  log:\n    columns: { body: text }\n";

  @TempDir Path folder;

  @Test
  void a_finding_has_its_place_its_code_and_what_to_do() throws IOException {
    write("schema.yaml", LOG);

    Cli.Answer lint = run("lint");

    assertThat(lint.code()).isZero();
    assertThat(lint.out())
        .contains("schema.yaml:2:3: warning: log has no primary key. [UP501]\n  Declare primary")
        .endsWith("\n1 warning in 1 table.\n");
    assertThat(run("lint", "--fail-on", "warning").code()).isEqualTo(1);
  }

  @Test
  void a_schema_without_findings_says_so() throws IOException {
    write("schema.yaml", LOG.replace("{ body: text }", "{ id: bigint }\n    primary_key: [id]"));

    assertThat(run("lint").out()).isEqualTo("Nothing found in 1 table.\n");
  }

  @Test
  void an_engine_adds_its_rules() throws IOException {
    write("schema.yaml", LOG.replace("body: text", "body: json"));

    assertThat(run("lint").out()).doesNotContain("UP529");
    assertThat(run("lint", "--engine", "postgresql").out()).contains("[UP529]");
    assertThat(run("lint", "--engine", "sqlite").out()).doesNotContain("UP529");
    assertThat(run("lint", "--engine", "mariadb").out()).doesNotContain("UP529");
  }

  @Test
  void underpin_yaml_changes_levels_and_turns_rules_off() throws IOException {
    write("schema.yaml", LOG);
    write("underpin.yaml", "lint: { UP501: error }\n");
    assertThat(run("lint").code()).isEqualTo(1);
    assertThat(run("lint").out()).contains(": error: log has no").endsWith("1 error in 1 table.\n");

    write("underpin.yaml", "lint: { up501: off }\n");
    assertThat(run("lint").out()).isEqualTo("Nothing found in 1 table.\n");
  }

  @Test
  void a_setting_that_is_not_known_is_an_error_with_its_place() throws IOException {
    write("schema.yaml", LOG);
    write("underpin.yaml", "lint:\n  UP101: off\n  UP501: loud\n  names: \"[\"\n");

    Cli.Answer lint = run("lint");

    assertThat(lint.code()).isEqualTo(64);
    assertThat(lint.err())
        .contains("underpin.yaml:2:10")
        .contains("lint has no code \"UP101\"")
        .contains("underpin.yaml:3:10")
        .contains("this is not a level")
        .contains("underpin.yaml:4:10");
  }

  @Test
  void an_exception_covers_what_it_is_written_on_and_needs_a_reason() throws IOException {
    write(
        "schema.yaml",
        """
        tables:
          log:
            x-ignore: { UP501: append-only }
            columns:
              price: { type: real, x-ignore: { UP513: read from a sensor } }
              total: real
          other:
            x-ignore: { UP501: , UP999: why, UP513: none is there }
            columns: { body: text }
        """);

    String out = run("lint").out();

    assertThat(out)
        .doesNotContain("log has no primary key", "log.price")
        .contains("log.total looks like an amount")
        .contains("other has no primary key")
        .contains("schema.yaml:8:17: error: UP501 is ignored without a reason. [UP550]")
        .contains("error: UP999 is no code of lint. [UP550]")
        .contains("warning: UP513 is ignored here, and nothing is found. [UP549]");
  }

  @Test
  void json_has_all_of_it() throws IOException {
    write("schema.yaml", LOG);

    Map<?, ?> json = (Map<?, ?>) Json.read(run("lint", "--format", "json").out());

    assertThat(json.get("warnings")).hasToString("1");
    Map<?, ?> finding = (Map<?, ?>) ((List<?>) json.get("findings")).get(0);
    assertThat(finding.get("code")).isEqualTo("UP501");
    assertThat(finding.get("object")).isEqualTo("tables.log");
    assertThat(finding.get("line")).hasToString("2");
  }

  @Test
  void a_yaml_that_cannot_be_read_fails() throws IOException {
    write("schema.yaml", "tables:\n  log:\n    colums: { body: text }\n");

    assertThat(run("lint").code()).isEqualTo(1);
    assertThat(run("lint").err()).contains("schema.yaml:3:5", "colums");
  }

  @Test
  void the_example_schema_has_no_errors() {
    Path example = Path.of("..", "examples", "shop", "schema.v2.yaml").toAbsolutePath();
    for (String engine : List.of("postgresql", "mysql", "mariadb", "sqlite")) {
      Cli.Answer lint = run("lint", "--engine", engine, "" + example);
      assertThat(lint.code()).as(lint.out()).isZero();
      // On SQLite the type of a column that numbers its rows is another word than bigint.
      assertThat(lint.out()).doesNotContain("UP517");
    }
  }

  private Cli.Answer run(String... arguments) {
    return new Cli(folder).run(arguments);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
