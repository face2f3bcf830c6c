package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Virtual tables of SQLite: full-text indexes over a table, those with rows of their own, R*Tree.
 */
class VirtualTablesTest {
  private static final String NOTES =
      """
      CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
      INSERT INTO notes VALUES (1, 'alpha', 'one running'), (7, 'beta', 'two');
      """;
  private static final String INDEX =
      """
      CREATE VIRTUAL TABLE notes_fts USING fts5(title, body, content='notes', content_rowid='id');
      CREATE TRIGGER notes_ai AFTER INSERT ON notes BEGIN
        INSERT INTO notes_fts(rowid, title, body) VALUES (new.id, new.title, new.body);
      END;
      CREATE TRIGGER notes_ad AFTER DELETE ON notes BEGIN
        INSERT INTO notes_fts(notes_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
      END;
      """;
  private static final String FILLED =
      INDEX + "INSERT INTO notes_fts(notes_fts) VALUES ('rebuild');\n";
  private static final String OWN =
      """
      CREATE VIRTUAL TABLE docs USING fts5(title, note UNINDEXED, tokenize = 'porter');
      CREATE VIRTUAL TABLE boxes USING rtree(id, minx, maxx, +label TEXT);
      CREATE VIRTUAL TABLE bare USING fts5(words, content='');
      CREATE VIRTUAL TABLE old USING fts4(title, tokenize=porter);
      """;
  private static final String OWN_ROWS =
      """
      INSERT INTO docs(rowid, title, note) VALUES (5, 'running fast', 'n'), (9, 'slow', NULL);
      INSERT INTO boxes VALUES (3, 1, 2, 'a'), (4, 5, 6, 'b');
      INSERT INTO bare(rowid, words) VALUES (2, 'gamma');
      INSERT INTO old(rowid, title) VALUES (11, 'walking');
      """;

  @TempDir Path folder;

  private StandardRun run() {
    return new StandardRun(folder, TestServers.sqlite());
  }

  @Test
  void they_are_created_with_the_triggers_that_write_to_them() {
    run().start("CREATE TABLE x (a);").target(NOTES + INDEX + OWN).goesForwardAndBack();
    run().start(NOTES).target(NOTES + INDEX + OWN).goesForwardAndBack();
  }

  @Test
  void they_are_dropped_and_come_back_with_their_rows() {
    run().start(NOTES + FILLED + OWN + OWN_ROWS).target(NOTES).goesForwardAndBack();
    run().start(NOTES + FILLED + OWN + OWN_ROWS).target("CREATE TABLE x (a);").goesForwardAndBack();
  }

  @Test
  void an_index_over_a_table_changes_its_options() {
    run()
        .start(NOTES + FILLED)
        .target(
            (NOTES + INDEX).replace("content_rowid='id'", "content_rowid='id', tokenize='porter'"))
        .goesForwardAndBack();
  }

  @Test
  void rows_of_its_own_are_copied_to_a_changed_one() {
    run()
        .start(NOTES + OWN + OWN_ROWS)
        .target(
            NOTES
                + OWN.replace("note UNINDEXED, tokenize = 'porter'", "extra")
                    .replace("maxx, +label", "maxx, miny, maxy, +label")
                    .replace("tokenize=porter", "prefix=\"2,3\""))
        .goesForwardAndBack();
  }

  @Test
  void an_index_over_a_table_gets_rows_of_its_own_and_the_reverse() {
    String own = NOTES + "CREATE VIRTUAL TABLE notes_fts USING fts5(title, body);";
    String rows = "INSERT INTO notes_fts(rowid, title, body) SELECT * FROM notes;";
    String over = NOTES + INDEX.substring(0, INDEX.indexOf("CREATE TRIGGER"));
    run().start(NOTES + FILLED).target(own).goesForwardAndBack();
    run().start(own + rows).target(over).goesForwardAndBack();
  }

  @Test
  void one_without_content_does_not_change() {
    run()
        .start(OWN + OWN_ROWS)
        .change("words, content=''", "words, more, content=''")
        .isRefusedWith(3, "bare keeps no text", "UP235");
  }

  @Test
  void a_module_that_is_missing_is_an_error_at_its_place() {
    run()
        .start(NOTES)
        .targetYaml("virtual_tables:\n  - CREATE VIRTUAL TABLE geo USING spatial(x)\n")
        .isRefusedWith(1, "schema.yaml:2:5", "no such module: spatial");
  }

  @Test
  void a_table_that_is_not_declared_is_an_error_at_its_place() {
    run()
        .start("CREATE TABLE x (a);")
        .targetYaml(
            "virtual_tables:\n  - CREATE VIRTUAL TABLE f USING fts5(a, content='nowhere')\n"
                + "tables: { x: { columns: { a: any } } }\n")
        .isRefusedWith(1, "schema.yaml:2:5", "nowhere");
  }

  @Test
  void an_index_follows_its_table_and_finds_the_same_rows() throws IOException {
    follows(
        "renamed",
        (NOTES + FILLED).replaceAll("\\bnotes\\b(?!_)", "papers"),
        "  papers:\n",
        "  papers:\n    renamed_from: notes\n");
  }

  @Test
  void an_index_finds_the_same_rows_after_a_rebuild() throws IOException {
    follows(
        "rebuilt", (NOTES + FILLED).replace("title TEXT", "title TEXT NOT NULL UNIQUE"), "", "");
  }

  @Test
  void an_index_follows_a_renamed_column() throws IOException {
    follows(
        "column",
        (NOTES + FILLED).replace("title", "headline"),
        "headline: text",
        "headline: { type: text, renamed_from: title }");
  }

  private void follows(String what, String target, String from, String to) throws IOException {
    try (TestDatabase db = TestServers.sqlite().newDatabase();
        TestDatabase other = TestServers.sqlite().newDatabase()) {
      script(db, NOTES + FILLED);
      script(other, target);
      String before = cli(db, 0, "inspect").out();
      String after = cli(other, 0, "inspect").out();
      assertThat(after).contains(from);
      Files.writeString(folder.resolve("schema.yaml"), after.replace(from, to));
      for (int round = 1; round <= 2; round++) {
        cli(db, 0, "apply", "--direct", "--yes", "--allow", "all");
        cli(db, 0, "plan", "--exit-code");
        cli(db, 0, "drift");
        finds(db);
        cli(db, 0, "rollback", "--yes");
        // A rename leaves quotes around the name in the texts that SQLite edits.
        assertThat(cli(db, 0, "inspect").out().replace("\"", ""))
            .as(what)
            .isEqualTo(before.replace("\"", ""));
        finds(db);
      }
    }
  }

  private static void finds(TestDatabase db) {
    assertThat(db.rows("SELECT rowid FROM notes_fts('running OR beta') ORDER BY 1").toString())
        .isEqualTo("[[1], [7]]");
    db.execute("INSERT INTO notes_fts(notes_fts) VALUES ('integrity-check')");
  }

  private void script(TestDatabase db, String sql) throws IOException {
    Path file = folder.resolve("start.sql");
    Files.writeString(file, ".bail on\n" + sql);
    db.runScript(file).orFail();
  }

  private Cli.Answer cli(TestDatabase db, int code, String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--url";
    all[args.length + 1] = db.url();
    Cli.Answer answer = new Cli(folder).run(all);
    assertThat(answer.code()).as(String.join(" ", args) + "\n" + answer).isEqualTo(code);
    return answer;
  }
}
