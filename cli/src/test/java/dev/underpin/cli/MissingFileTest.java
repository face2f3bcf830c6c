package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A URL that names no file is a mistake, except where a person wants a new database. */
class MissingFileTest {
  @TempDir Path folder;

  @BeforeEach
  void declare() throws IOException {
    Files.writeString(
        folder.resolve("schema.yaml"),
        "tables: { t: { columns: { id: int not null }, primary_key: [id] } }");
  }

  private Cli.Answer run(String... words) {
    return new Cli(folder).run(words);
  }

  private String url(String file) {
    return "sqlite:" + folder.resolve(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "inspect", "drift", "rollback", "baseline", "purge"})
  void a_command_that_needs_a_database_says_that_there_is_none(String command) {
    Cli.Answer answer = run(command, "--url", url("typo.db"));
    assertThat(answer.code()).as(answer.toString()).isEqualTo(1);
    assertThat(answer.err()).contains("There is no file " + folder.resolve("typo.db"));
    assertThat(folder.resolve("typo.db")).doesNotExist();
  }

  @Test
  void plan_says_that_the_file_is_new() {
    Cli.Answer answer = run("plan", "--url", url("new.db"));
    assertThat(answer.code()).as(answer.toString()).isZero();
    assertThat(answer.out() + answer.err()).contains("new.db: this file is new", "--create");
    assertThat(folder.resolve("new.db")).doesNotExist();
  }

  @Test
  void apply_creates_a_file_only_where_it_is_told_to() {
    Cli.Answer refused = run("apply", "--direct", "--yes", "--url", url("new.db"));
    assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
    assertThat(refused.err()).contains("There is no file", "--create");
    assertThat(folder.resolve("new.db")).doesNotExist();
    Cli.Answer created = run("apply", "--direct", "--create", "--yes", "--url", url("new.db"));
    assertThat(created.code()).as(created.toString()).isZero();
    assertThat(run("drift", "--url", url("new.db")).code()).isZero();
  }

  @Test
  void a_refused_apply_leaves_no_empty_file() throws IOException {
    Files.writeString(
        folder.resolve("schema.yaml"), "tables: { t: { columns: { id: nonsense( } } }");
    Cli.Answer refused = run("apply", "--direct", "--create", "--yes", "--url", url("new.db"));
    assertThat(refused.code()).as(refused.toString()).isNotZero();
    assertThat(folder.resolve("new.db")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "status", "apply --direct --create --yes"})
  void a_folder_that_does_not_exist_is_an_error(String command) {
    String[] words = (command + " --url " + url("nowhere/x.db")).split(" ");
    Cli.Answer answer = run(words);
    assertThat(answer.code()).as(answer.toString()).isEqualTo(1);
    assertThat(answer.err()).contains("nowhere");
  }
}
