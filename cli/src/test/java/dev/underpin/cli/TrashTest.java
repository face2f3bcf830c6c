package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was dropped can be had again, with its rows. */
class TrashTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#all";
  private static final String YAML =
      """
      tables:
        t:
          columns: { id: int, a: int }
          primary_key: [id]
        u:
          columns: { id: bigint identity, t_id: int, note: varchar(20) }
          primary_key: [id]
          indexes: { u_note: [note] }
          foreign_keys: { u_t: { columns: [t_id], references: { table: t, columns: [id] } } }
      """;
  private static final String LESS =
      """
      tables:
        t:
          columns: { id: int }
          primary_key: [id]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_dropped_column_and_a_dropped_table_come_back(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase();
        TestDatabase other = server.newDatabase()) {
      save(db, YAML, "begin");
      ok(db, "apply", "--yes");
      ok(other, "apply", "--yes");
      fill(db);
      save(db, LESS, "less");
      ok(db, "apply", "--yes");
      ok(other, "apply", "--yes");
      assertThat(ok(db, "trash", "list").out()).contains("t.a\n", "u\n", "_less");

      Files.writeString(folder.resolve("schema.yaml"), YAML);
      assertThat(run(db, "plan").err() + run(db, "plan").out())
          .contains("underpin trash restore t.a", "underpin trash restore u");
      assertThat(run(db, "trash", "restore", "nothing", "--yes").code()).isEqualTo(64);
      ok(db, "trash", "restore", "t.a", "--yes");
      ok(db, "trash", "restore", "u", "--yes");
      assertThat(ok(db, "trash", "list").out()).contains("The trash is empty");
      assertThat(db.value("select a from t where id = 1")).isEqualTo("7");
      assertThat(db.value("select note from u where id = 1")).isEqualTo("kept");
      assertThat(run(db, "drift").code()).isEqualTo(2);

      ok(db, "drift", "--accept");
      ok(db, "drift");
      // What does not come back with the table is planned as usual.
      ok(db, "plan", "--save", "rest");
      ok(db, "apply", "--yes");
      ok(db, "plan", "--exit-code");
      assertThat(db.value("select note from u where id = 1")).isEqualTo("kept");
      ok(other, "apply", "--yes");
      ok(other, "plan", "--exit-code");
      assertThat(sorted(other)).isEqualTo(sorted(db));
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void what_a_rollback_took_out_of_service_comes_back(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      Files.writeString(folder.resolve("schema.yaml"), YAML);
      ok(db, "apply", "--direct", "--yes");
      fill(db);
      ok(db, "rollback", "--yes");
      ok(db, "apply", "--direct", "--yes");
      Cli.Answer refused = run(db, "trash", "restore", "u", "--yes");
      assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
      assertThat(refused.err()).contains("--as NEW");
      ok(db, "trash", "restore", "u", "--as", "old u", "--yes");
      assertThat(db.value("select note from " + quoted(server, "old u"))).isEqualTo("kept");
      assertThat(db.value("select count(*) from u")).isEqualTo("0");
      assertThat(run(db, "drift").out()).contains("old u");
      ok(db, "apply", "--direct", "--yes", "--allow", "drop-table");
      ok(db, "drift");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void types_and_sequences_come_back_with_a_table(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE SCHEMA other",
          "CREATE TYPE other.mood AS ENUM ('glad', 'sad')",
          "CREATE TABLE other.m (id serial PRIMARY KEY, mood other.mood, moods other.mood[])",
          "INSERT INTO other.m (mood) VALUES ('glad')");
      String yaml = ok(db, "inspect").out();
      List<String> before = CatalogDump.of(db);
      String less =
          "schemas: [other]\ntables: { x: { columns: { id: int }, primary_key: [id] } }\n";
      Files.writeString(folder.resolve("schema.yaml"), less);
      ok(db, "apply", "--direct", "--yes", "--allow", "drop-table,drop-object");
      ok(db, "trash", "restore", "other.m", "--yes");
      db.execute("INSERT INTO other.m (mood) VALUES ('sad')");
      assertThat(db.value("SELECT max(id) FROM other.m WHERE mood = 'sad'")).isEqualTo("2");
      Files.writeString(folder.resolve("schema.yaml"), yaml);
      ok(db, "apply", "--direct", "--yes", "--allow", "drop-table");
      assertThat(CatalogDump.of(db)).isEqualTo(before);
      ok(db, "purge", "--yes");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void a_text_search_configuration_comes_back_with_a_table(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE SCHEMA app",
          "CREATE TEXT SEARCH DICTIONARY app.stems (template = snowball, language = 'english')",
          "CREATE TEXT SEARCH CONFIGURATION app.words (parser = \"default\")",
          "ALTER TEXT SEARCH CONFIGURATION app.words ADD MAPPING FOR asciiword WITH app.stems",
          "CREATE TEXT SEARCH CONFIGURATION plain (copy = simple)",
          "CREATE TABLE m (id int PRIMARY KEY, body text,"
              + " found tsvector GENERATED ALWAYS AS (to_tsvector('app.words', body)) STORED,"
              + " CONSTRAINT m_words CHECK (to_tsvector('plain', body) <> ''::tsvector))",
          "CREATE INDEX m_body ON m USING gin (to_tsvector('app.words', body))",
          "INSERT INTO m VALUES (1, 'The cats')");
      String yaml = ok(db, "inspect").out();
      List<String> before = CatalogDump.of(db);
      String less =
          "schemas: [app]\nnone_of: [text_search_configurations, text_search_dictionaries]\n"
              + "tables: { x: { columns: { id: int }, primary_key: [id] } }\n";
      Files.writeString(folder.resolve("schema.yaml"), less);
      ok(db, "apply", "--direct", "--yes", "--allow", "drop-table,drop-object");
      ok(db, "trash", "restore", "m", "--yes");
      db.execute("INSERT INTO m (id, body) VALUES (2, 'dogs')");
      assertThat(db.value("SELECT id FROM m WHERE found @@ to_tsquery('app.words', 'dog')"))
          .isEqualTo("2");
      Files.writeString(folder.resolve("schema.yaml"), yaml);
      ok(db, "apply", "--direct", "--yes", "--allow", "drop-table");
      assertThat(CatalogDump.of(db)).isEqualTo(before);
      ok(db, "purge", "--yes");
    }
  }

  private static String quoted(TestServer server, String name) {
    boolean mysql = server.name().startsWith("mysql") || server.name().startsWith("mariadb");
    return mysql ? "`" + name + "`" : "\"" + name + "\"";
  }

  private static List<String> sorted(TestDatabase db) {
    return CatalogDump.of(db).stream().sorted().toList();
  }

  private void fill(TestDatabase db) {
    db.execute(
        "insert into t (id, a) values (1, 7)", "insert into u (t_id, note) values (1, 'kept')");
  }

  private void save(TestDatabase db, String yaml, String name) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), yaml);
    ok(db, "plan", "--save", name, "--allow", "drop-table,drop-column");
  }

  private Cli.Answer ok(TestDatabase db, String... args) {
    Cli.Answer answer = run(db, args);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }

  private Cli.Answer run(TestDatabase db, String... args) {
    return new Cli(folder).with("DATABASE_URL", db.url()).run(args);
  }
}
