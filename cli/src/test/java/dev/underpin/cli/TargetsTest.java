package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many databases of one schema are planned, changed and looked at by one command. */
class TargetsTest {
  private static final int MANY = 20;
  private static final String BEFORE =
      "tables: { note: { columns: { id: integer, text: text }, primary_key: [id] } }\n";
  @TempDir Path folder;

  @BeforeEach
  void twentyDatabasesWithRows() throws Exception {
    Files.createDirectories(folder.resolve("tenants"));
    for (int i = 1; i <= MANY; i++) Files.createFile(file(i));
    write("schema.yaml", BEFORE);
    write("underpin.yaml", "targets: { files: tenants/*.db }\n");
    success("plan", "--save", "first");
    Cli.Answer applied = success("apply", "--yes", "--canary", "10%");
    assertThat(applied.err()).contains("First 2:", "The other 18:");
    assertThat(applied.out()).contains("20 databases: 20 × applied 1 migration: 1 step.");
    for (int i = 1; i <= MANY; i++) sql(i, "INSERT INTO note VALUES (1, 'a'), (2, 'bb')");
  }

  @Test
  void one_plan_is_shown_once_and_saved_once_and_run_on_all_of_them() throws Exception {
    sql(7, "ALTER TABLE note ADD COLUMN size INTEGER");
    write("schema.yaml", withBackfill());

    Cli.Answer plan = success("plan");

    assertThat(plan.out())
        .contains("19 of 20 databases: tenants/t01.db, ", "1 of 20 databases: tenants/t07.db")
        .contains("20 databases: ");
    Cli.Answer refused = run("plan", "--save", "sizes");
    assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
    assertThat(migrations()).isEqualTo(1);

    sql(7, "ALTER TABLE note DROP COLUMN size");
    Cli.Answer saved = success("plan", "--save", "sizes");
    assertThat(saved.err()).contains("All 20 databases get this plan.", "run: underpin apply\n");
    assertThat(migrations()).isEqualTo(2);
    success("apply", "--yes");
    assertThat(success("plan").out()).contains("20 databases: 20 × no changes.");
    assertThat(success("status").out()).contains("20 databases: 20 × clean.");
    assertThat(success("drift").out()).contains("tenants/t20.db  no drift");

    success("rollback", "--yes", "--to", "first");
    for (int i = 1; i <= MANY; i++) assertThat(rows(i)).isEqualTo("1|a 2|bb ");
    success("apply", "--yes");
    assertThat(rows(20)).isEqualTo("1|a|1 2|bb|2 ");
  }

  @Test
  void what_one_refuses_is_known_before_another_is_changed() throws Exception {
    write("schema.yaml", withBackfill());
    success("plan", "--save", "sizes");
    sql(3, "ALTER TABLE note ADD COLUMN size INTEGER");

    Cli.Answer refused = run("apply", "--yes");

    assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
    assertThat(refused.out()).contains("19 × 1 migration: 1 step to run, 1 × refused");
    assertThat(refused.err())
        .contains("underpin drift --target tenants/t03.db", "Nothing was changed.");
    for (int i = 1; i <= MANY; i++) if (i != 3) assertThat(rows(i)).isEqualTo("1|a 2|bb ");

    Cli.Answer others = run("apply", "--yes", "--stop-after", "2");
    assertThat(others.code()).as(others.toString()).isEqualTo(3);
    assertThat(others.out()).contains("19 × applied 1 migration: 1 step, 1 × refused");
    assertThat(run("status").code()).isEqualTo(2);

    sql(3, "ALTER TABLE note DROP COLUMN size");
    assertThat(success("apply", "--yes").out())
        .contains("19 × nothing to do, 1 × applied 1 migration: 1 step");
  }

  @Test
  void after_a_failure_no_other_begins_and_the_same_command_goes_on() throws Exception {
    write("schema.yaml", withBackfill());
    success("plan", "--save", "sizes");
    failOn("t02.db");

    Cli.Answer failed = run("apply", "--yes", "--jobs", "1");

    assertThat(failed.code()).as(failed.toString()).isEqualTo(3);
    assertThat(failed.out())
        .contains("1 × applied 1 migration: 1 step, 1 × refused, 18 × not begun");
    assertThat(failed.err()).contains("[UP423]", "The same command goes on");
    assertThat(rows(1)).isEqualTo("1|a|1 2|bb|2 ");
    assertThat(rows(3)).isEqualTo("1|a 2|bb ");

    write("underpin.yaml", "targets: { files: tenants/*.db }\n");
    assertThat(success("apply", "--yes").out()).contains("20 databases: 1 × nothing to do");
    for (int i = 1; i <= MANY; i++) assertThat(rows(i)).isEqualTo("1|a|1 2|bb|2 ");
  }

  @Test
  void a_canary_that_fails_keeps_the_others_as_they_are() throws Exception {
    write("schema.yaml", withBackfill());
    success("plan", "--save", "sizes");
    failOn("t01.db");

    Cli.Answer failed = run("apply", "--yes", "--canary", "1", "--stop-after", "5");

    assertThat(failed.code()).as(failed.toString()).isEqualTo(3);
    assertThat(failed.out()).contains("1 × refused, 19 × not begun");
    for (int i = 2; i <= MANY; i++) assertThat(rows(i)).isEqualTo("1|a 2|bb ");
  }

  @Test
  void json_has_what_the_command_says_of_each() throws Exception {
    JsonNode status = json("status", "--format", "json");
    assertThat(status.at("/exit_code").asInt()).isZero();
    assertThat(status.at("/targets")).hasSize(MANY);
    assertThat(status.at("/targets/4/target").asText()).isEqualTo("tenants/t05.db");
    assertThat(status.at("/targets/4/output/clean").asBoolean()).isTrue();
    write("schema.yaml", withBackfill());
    assertThat(json("plan", "--format", "json").at("/targets/0/output/verdict").asText())
        .isEqualTo("ready");
    success("plan", "--save", "sizes");
    assertThat(json("apply", "--yes", "--format", "json").at("/targets/0/output/result").asText())
        .isEqualTo("applied");
    JsonNode drift = json("drift", "--format", "json");
    assertThat(drift.at("/environments")).hasSize(MANY);
  }

  @Test
  void what_would_be_run_is_shown_once_before_the_question() throws Exception {
    write("schema.yaml", withBackfill());
    success("plan", "--save", "sizes");

    Cli.Answer dry = success("apply", "--dry-run");
    assertThat(dry.out())
        .contains("All 20 databases: tenants/t01.db, ", "20 × 1 migration: 1 step");
    assertThat(dry.out().split("CREATE TABLE", -1)).hasSize(2);
    Cli.Answer no = new Cli(folder).typing("n\n").run("apply");
    assertThat(no.code()).as(no.toString()).isEqualTo(3);
    assertThat(no.out()).contains("All 20 databases", "CREATE TABLE");
    assertThat(no.err()).contains("Run it on 20 databases? [y/N]", "Nothing was changed.");
    assertThat(rows(9)).isEqualTo("1|a 2|bb ");
    Cli.Answer yes = new Cli(folder).typing("y\n").run("apply", "--jobs", "2");
    assertThat(yes.code()).as(yes.toString()).isZero();
    assertThat(rows(9)).isEqualTo("1|a|1 2|bb|2 ");
    assertThat(success("rollback", "--to", "first", "--dry-run").out())
        .contains("All 20 databases", "Roll back ");
  }

  @Test
  void one_of_them_is_named_and_any_other_command_asks_for_that() {
    assertThat(success("status", "--target", "tenants/t05.db").out()).contains("first");
    Cli.Answer inspect = run("inspect");
    assertThat(inspect.code()).isEqualTo(64);
    assertThat(inspect.err()).contains("underpin.yaml has targets", "--target NAME");
    assertThat(success("inspect", "--target", "tenants/t05.db").out()).contains("note:");
    assertThat(run("status", "--target", "tenants/t5.db").err())
        .contains("There is no target \"tenants/t5.db\" among the 20", "did you mean");
    assertThat(run("rollback", "--yes").err()).contains("the last to stay");
    assertThat(run("apply", "--target", "tenants/t05.db", "--canary", "2").err())
        .contains("--canary goes with targets");
    assertThat(run("apply", "--yes", "--canary", "0%").err()).contains("is not a number");
    assertThat(run("apply", "--yes", "--url", "sqlite:x.db", "--target", "y").err())
        .contains("give one of them");
    assertThat(run("plan", "--format", "sarif").err()).contains("--target NAME");
  }

  @Test
  void the_error_of_each_is_told_and_its_stack_where_that_is_wanted() throws Exception {
    for (int i = 3; i < 6; i++) Files.writeString(file(i), "no database ".repeat(200));
    Cli.Answer answer = run("status");
    assertThat(answer.code()).as(answer.toString()).isEqualTo(1);
    assertThat(answer.out()).contains("17 × clean, 3 × failed");
    assertThat(answer.err()).contains("is not a SQLite database").doesNotContain("\tat ");
    assertThat(run("status", "--debug").err()).contains("\tat dev.underpin.");
  }

  @Test
  void a_protected_environment_protects_each_of_its_databases() throws Exception {
    write(
        "underpin.yaml",
        "environments: { prod: { protected: true, targets: { files: tenants/*.db } } }\n");
    Cli.Answer direct = run("apply", "--direct", "--yes", "--env", "prod");
    assertThat(direct.code()).as(direct.toString()).isEqualTo(3);
    assertThat(direct.out()).contains("20 × refused");
    Cli.Answer one = run("apply", "--direct", "--yes", "--url", "sqlite:" + file(4));
    assertThat(one.code()).as(one.toString()).isEqualTo(3);
    assertThat(one.err()).contains("\"prod\" is protected");
    assertThat(success("drift", "--all").out()).contains("prod tenants/t20.db  no drift");
  }

  @Test
  void what_the_list_cannot_be_is_said_before_anything_is_done() throws Exception {
    assertList("{ files: none/*.db }", "names no database");
    assertList("{ files: 'tenants/[' }", "is no pattern of files");
    assertList("{ command: exit 3 }", "it ended with code 3");
    assertList("{ command: 'echo sqlite:a.db; echo sqlite:a.db' }", "names sqlite:a.db twice");
    assertList("[ 'sqlite:a.db', 'sqlite:./a.db' ]", "one database as");
    assertList("{ query: SELECT 1 }", "there is no database to ask");
    assertList("{ files: a, urls: [b] }", "one of urls, files, command, query");
    assertList("{}\nurl: sqlite:a.db", "targets are named by one of");
    assertList("[ 'sqlite:a.db' ]\nurl: sqlite:a.db", "url names one database");
    assertList(
        "[ 'sqlite:a.db' ]\nenvironments: { all: { targets: [ 'sqlite:a.db' ] },"
            + " prod: { require_applied_in: all } }",
        "has targets, and not one database");
    assertThat(Files.exists(folder.resolve("a.db"))).isFalse();
  }

  /** Nothing that is looked at before says that the hook will fail. */
  private void failOn(String file) throws Exception {
    write(
        "underpin.yaml",
        "targets: { files: tenants/*.db }\nhooks: { before_apply: \"! grep -q %s\" }\n"
            .formatted(file));
  }

  private void assertList(String targets, String problem) throws Exception {
    write("underpin.yaml", "targets: " + targets + "\n");
    Cli.Answer answer = run("status");
    assertThat(answer.code()).as(answer.toString()).isIn(1, 64);
    assertThat(answer.err()).contains(problem);
  }

  private static String withBackfill() {
    return """
    tables:
      note:
        columns:
          id: integer
          text: text
          size: { type: integer, nullable: false, backfill: length(text) }
        primary_key: [id]
    """;
  }

  private Path file(int number) {
    return folder.resolve("tenants").resolve("t%02d.db".formatted(number));
  }

  private long migrations() throws Exception {
    try (var files = Files.list(folder.resolve("migrations"))) {
      return files.filter(Files::isDirectory).count();
    }
  }

  private void sql(int number, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file(number));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String rows(int number) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file(number));
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM note ORDER BY id")) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) text.append(i == 1 ? "" : "|").append(rows.getString(i));
        text.append(' ');
      }
    }
    return text.toString();
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  private JsonNode json(String... args) throws Exception {
    return new ObjectMapper().readTree(success(args).out());
  }

  private Cli.Answer success(String... args) {
    Cli.Answer answer = run(args);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }

  private Cli.Answer run(String... args) {
    return new Cli(folder).run(args);
  }
}
