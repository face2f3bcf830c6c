package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that an engine does not have is an error with its place, and is never sent to a server. */
class KeysOfOtherEnginesTest {
  private static final List<String> ENGINES = List.of("postgresql", "mysql", "mariadb", "sqlite");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql,mariadb | columns: { id: { type: int, on_update: current_timestamp } }",
        "mysql,mariadb | columns: { id: { type: int, invisible: true } }",
        "mysql,mariadb | columns: { id: { type: text, character_set: latin1 } }",
        "mysql,mariadb | columns: { id: { type: text, options: { character_set: latin1 } } }",
        "mysql,mariadb | engine: InnoDB",
        "mysql,mariadb | with: { engine: InnoDB }",
        "mysql,mariadb | row_format: compressed",
        "mysql,mariadb | character_set: latin1",
        "mysql,mariadb | collation: latin1_bin",
        "mysql,mariadb | indexes: { i: { columns: [id], invisible: true } }",
        "mysql,mariadb | indexes: { i: { columns: [{ column: id, prefix: 3 }] } }",
        "postgresql,mysql,mariadb | partition_by: range (id)",
        "postgresql,mysql,mariadb | indexes: { i: { columns: [id], comment: x } }",
        "postgresql | unlogged: true",
        "postgresql | tablespace: fast",
        "postgresql | inherits: other",
        "postgresql | row_level_security: true",
        "postgresql | force_row_level_security: true",
        "postgresql | with: { fillfactor: 70 }",
        "postgresql | columns: { id: { type: text, storage: external } }",
        "postgresql | columns: { id: { type: text, compression: pglz } }",
        "postgresql | columns: { id: { type: text, statistics: 100 } }",
        "postgresql | checks: { c: { expression: id > 0, not_valid: true } }",
        "postgresql | checks: { c: { expression: id > 0, no_inherit: true } }",
        "postgresql | indexes: { i: { columns: [id], tablespace: fast } }",
        "postgresql | indexes: { i: { columns: [{ column: id, operator_class: int4_ops }] } }",
        "sqlite | strict: true",
        "sqlite | without_rowid: true",
        "sqlite | columns: { id: { type: int, nullable: false, not_null_on_conflict: ignore } }",
        "sqlite | unique: { u: { columns: [id], on_conflict: replace } }",
      })
  void validate_names_the_engines_that_have_the_key(String engines, String line) throws Exception {
    String yaml = "tables:\n  t:\n    " + line + "\n";
    if (!line.contains("columns: { id:")) yaml += "    columns: { id: int }\n";
    Files.writeString(folder.resolve("schema.yaml"), yaml);
    for (String engine : ENGINES) {
      Cli.Answer answer = new Cli(folder).run("validate", "--engine", engine);
      boolean has = List.of(engines.split(",")).contains(engine);
      String all = answer.out() + answer.err();
      if (has) assertThat(all).doesNotContain("does not have it");
      else
        assertThat(all)
            .as(engine)
            .contains("schema.yaml:3:", "does not have it", "is a key of ", "UP209");
      assertThat(answer.code() == 0 || has).as(engine + " " + all).isEqualTo(has);
    }
  }

  @Test
  void a_key_for_one_engine_alone_is_left_out_for_others() throws Exception {
    Files.writeString(
        folder.resolve("schema.yaml"),
        """
        tables:
          t:
            unlogged: { postgresql: true }
            engine: { mysql: InnoDB }
            columns:
              id: { type: int, on_update: { mysql: current_timestamp }, storage: { postgresql: plain } }
        """);
    for (String engine : ENGINES)
      assertThat(new Cli(folder).run("validate", "--engine", engine).code()).as(engine).isZero();
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void plan_and_apply_are_refused_and_nothing_has_run(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      String key = db.engine().equals("sqlite") ? "unlogged: true" : "strict: true";
      Files.writeString(
          folder.resolve("schema.yaml"),
          "tables:\n  t:\n    " + key + "\n    columns: { id: int }\n");
      for (String[] command :
          List.of(new String[] {"plan"}, new String[] {"apply", "--direct", "--yes"})) {
        Cli.Answer answer = new Cli(folder).with("DATABASE_URL", db.url()).run(command);
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("does not have it");
      }
      assertThat(db.dump()).isEmpty();
    }
  }
}
