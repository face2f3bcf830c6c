package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a partitioned table cannot have is found before anything runs, and the rest works. */
class PartitionedTablesTest {
  private static final String START =
      """
      create table k(id int primary key);
      create table e(id int not null, at date not null, k int, n text) partition by range (at);
      create table e_d partition of e default;
      insert into k values (1); insert into e values (1, '2026-01-01', 1, '5');
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void keys_checks_and_columns_change(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      for (String sql : START.split(";")) if (!sql.isBlank()) db.execute(sql);
      Files.writeString(
          folder.resolve("schema.yaml"),
          """
          tables:
            k: { columns: { id: int not null }, primary_key: [id] }
            e:
              columns:
                id: int not null
                at: date not null
                k: int
                n: { type: int, nullable: false }
                m: { type: int, nullable: false, backfill: id + 1 }
              partition_by: range (at)
              primary_key: [id, at]
              foreign_keys: { e_k: { columns: [k], references: k(id) } }
              checks: { e_c: id > 0 }
              indexes: { e_i: [n] }
          """);
      run(db, 0, "apply", "--direct", "--yes", "--allow", "all");
      run(db, 0, "plan", "--exit-code");
      assertThat(db.value("select m from e")).isEqualTo("2");
      run(db, 0, "rollback", "--yes");
      assertThat(db.value("select n from e")).isEqualTo("5");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "    primary_key: [id] | partition key",
        "    indexes: { e_i: { columns: [id], unique: true } } | partition key",
        "    checks: { e_c: { expression: id > 0, no_inherit: true } } | inherited",
        "    with: { fillfactor: 70 } | storage",
      })
  void what_the_server_refuses_is_refused_at_plan(String line, String why) throws Exception {
    try (TestDatabase db = TestServers.postgresql(13).newDatabase()) {
      for (String sql : START.split(";")) if (!sql.isBlank()) db.execute(sql);
      String yaml =
          """
          tables:
            k: { columns: { id: int not null }, primary_key: [id] }
            e:
              columns: { id: int not null, at: date not null, k: int, n: text }
              partition_by: range (at)
          """;
      declare(yaml + "    " + line.strip() + "\n");
      Cli.Answer answer = run(db, 3, "apply", "--direct", "--yes", "--allow", "all");
      assertThat(answer.out() + answer.err()).contains(why);
      declare(yaml.replace("at: date not null", "at: timestamp not null"));
      answer = run(db, 3, "apply", "--direct", "--yes", "--allow", "all");
      assertThat(answer.out() + answer.err()).contains("partition key");
    }
  }

  private void declare(String yaml) throws Exception {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
  }

  private Cli.Answer run(TestDatabase db, int code, String... args) {
    Cli.Answer answer = new Cli(folder).with("DATABASE_URL", db.url()).run(args);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
