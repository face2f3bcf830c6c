package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of the user's own around a run, and who is told of it. */
class HooksTest {
  @TempDir Path folder;

  @BeforeEach
  void aSavedMigration() throws Exception {
    configure("");
    Files.writeString(
        folder.resolve("schema.yaml"), "tables: { orders: { columns: { id: integer } } }\n");
    success("plan", "--save", "first", "--env", "dev");
  }

  @Test
  void commands_get_json_before_and_after() throws Exception {
    configure(
        "hooks: { before_apply: [cat > before.json, echo paused], after_apply: cat > after.json }");

    Cli.Answer answer = run("apply", "--create", "--yes", "--env", "dev");

    assertThat(answer.code()).as(answer.toString()).isZero();
    assertThat(answer.err()).contains("note: before_apply: paused");
    JsonNode before = json("before.json");
    assertThat(before.get("event").asText()).isEqualTo("before_apply");
    assertThat(before.get("environment").asText()).isEqualTo("dev");
    assertThat(before.get("migrations").get(0).asText()).endsWith("_first");
    JsonNode after = json("after.json");
    assertThat(after.get("result").asText()).isEqualTo("applied");
    assertThat(after.at("/steps/0/outcome").asText()).isEqualTo("done");
    assertThat(after.at("/steps/0/took_ms").isNumber()).isTrue();
  }

  @Test
  void a_command_that_fails_before_stops_the_run_before_its_first_statement() throws Exception {
    configure(
        "hooks: { before_apply: [\"echo the scheduler does not answer; exit 7\"], on_failure: touch failed }");

    Cli.Answer answer = run("apply", "--create", "--yes", "--env", "dev");

    assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
    assertThat(answer.err())
        .contains(
            "[UP423]", "exit code 7", "the scheduler does not answer", "Nothing was changed.");
    assertThat(tables()).doesNotContain("orders");
    assertThat(folder.resolve("failed")).exists();
    assertThat(run("status", "--env", "dev").out()).contains("pending");
  }

  @Test
  void a_command_that_does_not_end_is_stopped() throws Exception {
    configure("hook_timeout: 1s\nhooks: { before_apply: sleep 50 }");

    Cli.Answer answer = run("apply", "--create", "--yes", "--env", "dev");

    assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
    assertThat(answer.err()).contains("did not end within 1 s");
  }

  @Test
  void what_fails_after_a_run_warns_alone() throws Exception {
    configure("hooks: { after_apply: exit 9 }\nwebhook: http://127.0.0.1:1/secret-path");

    Cli.Answer answer = run("apply", "--create", "--yes", "--env", "dev");

    assertThat(answer.code()).as(answer.toString()).isZero();
    assertThat(answer.err())
        .contains("note: The command of after_apply, exit 9, ended with exit code 9.")
        .contains("note: The webhook was not told of after_apply: it cannot be reached")
        .doesNotContain("secret-path");
  }

  @Test
  void a_failure_is_told_with_its_error() throws Exception {
    success("apply", "--create", "--yes", "--env", "dev");
    Files.writeString(
        folder.resolve("schema.yaml"),
        "tables: { orders: { columns: { id: integer, note: text } } }\n");
    success("plan", "--save", "second", "--env", "dev");
    configure("hooks: { on_failure: cat > failure.json }");

    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      assertThat(run("apply", "--yes", "--wait", "1s", "--env", "dev").code()).isEqualTo(4);
    }

    JsonNode failure = json("failure.json");
    assertThat(failure.get("result").asText()).isEqualTo("failed");
    assertThat(failure.get("error").asText()).isNotEmpty();
    assertThat(failure.get("text").asText()).startsWith("Underpin, dev: apply failed: ");
  }

  @Test
  void on_a_server_they_are_told_where_its_log_is_and_no_password() throws Exception {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      String url = db.url() + (db.url().contains("?") ? "&" : "?") + "password=hidden17";
      String hooks =
          "hooks: { before_apply: \"%s\", after_apply: cat > after.json, on_failure: cat > failure.json }";
      configure(hooks.formatted("cat > before.json; exit 1"));
      assertThat(run("apply", "--direct", "--yes", "--url", url).code()).isEqualTo(3);
      assertThat(db.value("select to_regclass('orders')")).isNull();
      assertThat(json("failure.json").get("result").asText()).isEqualTo("failed");

      configure(hooks.formatted("cat > before.json"));
      Cli.Answer answer = run("apply", "--direct", "--yes", "--url", url);

      assertThat(answer.code()).as(answer.toString()).isZero();
      JsonNode after = json("after.json");
      assertThat(after.get("engine").asText()).isEqualTo("postgresql");
      assertThat(after.get("log_position_before").asText()).matches("[0-9A-F]+/[0-9A-F]+");
      assertThat(after.at("/steps/0/outcome").asText()).isEqualTo("done");
      for (String file : List.of("before.json", "after.json", "failure.json"))
        assertThat(Files.readString(folder.resolve(file))).doesNotContain("hidden17");
    }
  }

  @Test
  void drift_is_told() throws Exception {
    configure("hooks: { on_drift: cat > drift.json }");
    success("apply", "--create", "--yes", "--env", "dev");
    success("drift", "--env", "dev");
    assertThat(folder.resolve("drift.json")).doesNotExist();
    sql("create index by_hand on orders (id)");

    assertThat(run("drift", "--env", "dev").code()).isEqualTo(2);
    assertThat(json("drift.json").at("/differences/0").asText()).contains("by_hand");
    Files.delete(folder.resolve("drift.json"));
    assertThat(run("drift", "--all").code()).isEqualTo(2);
    assertThat(json("drift.json").get("environment").asText()).isEqualTo("dev");
  }

  @Test
  void a_webhook_gets_every_event_in_the_form_of_slack() throws Exception {
    List<String> posted = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(posted.size() > 1 ? 500 : 200, -1);
          exchange.close();
        });
    server.start();
    try {
      configure("webhook: \"http://127.0.0.1:" + server.getAddress().getPort() + "/${PART}\"");
      Cli.Answer answer =
          new Cli(folder).with("PART", "hook").run("apply", "--create", "--yes", "--env", "dev");

      assertThat(answer.code()).as(answer.toString()).isZero();
      assertThat(posted).hasSize(2);
      assertThat(new ObjectMapper().readTree(posted.get(0)).get("text").asText())
          .startsWith("Underpin, dev: apply begins: ");
      assertThat(new ObjectMapper().readTree(posted.get(1)).get("event").asText())
          .isEqualTo("after_apply");
      assertThat(answer.err()).contains("not told of after_apply: it answers HTTP 500.");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void an_error_in_the_file_does_not_show_the_webhook() throws Exception {
    configure("");
    Files.writeString(
        folder.resolve("underpin.yaml"), "{ webhook: \"https://example.com/secret\", wrong: 1 }\n");

    Cli.Answer answer = run("status");

    assertThat(answer.code()).isEqualTo(64);
    assertThat(answer.err()).contains("unknown key \"wrong\"").doesNotContain("secret");
  }

  @Test
  void keys_that_are_wrong_are_named_with_their_place() throws Exception {
    Files.writeString(
        folder.resolve("underpin.yaml"),
        "hooks: { before_aply: ls }\nhook_timeout: soon\nbackup: { folder: a, command: b }\n");

    assertThat(run("status").err())
        .contains("underpin.yaml:1:", "did you mean \"before_apply\"")
        .contains("underpin.yaml:2:", "for example 30s or 5m")
        .contains("underpin.yaml:3:", "write one of them");
  }

  @Test
  void what_restores_a_backup_goes_with_a_command() throws Exception {
    Files.writeString(folder.resolve("underpin.yaml"), "backup: { folder: a, restore: cp }\n");

    assertThat(run("status").err()).contains("underpin.yaml:1:", "there is no command");
  }

  @Test
  void sqlite_is_copied_to_a_folder_and_the_history_knows_the_copy() throws Exception {
    success("apply", "--create", "--yes", "--env", "dev");
    sql("insert into orders values (42)");
    configure("", "backup: { folder: backups }, require_backup: true");

    Cli.Answer answer = run("rollback", "--yes", "--env", "dev");

    assertThat(answer.code()).as(answer.toString()).isZero();
    Path copy;
    try (var files = Files.list(folder.resolve("backups"))) {
      copy = files.findFirst().orElseThrow();
    }
    assertThat(answer.err()).contains("Backup before this run: " + copy, "copy this file over");
    assertThat(copy.getFileName().toString()).endsWith("_shop.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id from orders")) {
      assertThat(rows.getInt(1)).isEqualTo(42);
    }
    assertThat(run("status", "--format", "json", "--env", "dev").out())
        .contains("\"backup\": \"" + copy);
  }

  @Test
  void a_backup_command_names_its_backup_and_stops_the_run_where_it_fails() throws Exception {
    configure("", "backup: { command: \"echo starting; echo snapshot-17\" }");
    Cli.Answer answer = run("apply", "--create", "--yes", "--env", "dev", "--format", "json");
    assertThat(answer.code()).as(answer.toString()).isZero();
    JsonNode result = new ObjectMapper().readTree(answer.out());
    assertThat(result.get("backup").asText()).isEqualTo("snapshot-17");
    assertThat(result.get("result").asText()).isEqualTo("applied");
    assertThat(result.at("/migrations/0/state").asText()).isEqualTo("applied");
    assertThat(result.get("log_position_before").isNull()).isTrue();

    configure("", "backup: { command: \"echo snapshot-18\", restore: \"./restore {}\" }");
    answer = run("rollback", "--yes", "--env", "dev");
    assertThat(answer.err())
        .contains("Backup before this run: snapshot-18", "To restore it: ./restore snapshot-18");
    success("apply", "--yes", "--env", "dev");

    configure("", "backup: { command: \"echo no space; exit 1\" }");
    answer = run("rollback", "--yes", "--env", "dev");
    assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
    assertThat(answer.err()).contains("[UP423]", "no space", "Nothing was changed.");
    assertThat(tables()).contains("orders");
  }

  @Test
  void an_environment_that_requires_a_backup_takes_its_reference() throws Exception {
    configure("", "require_backup: true");

    Cli.Answer refused = run("apply", "--create", "--yes", "--env", "dev");
    assertThat(refused.code()).as(refused.toString()).isEqualTo(3);
    assertThat(refused.err()).contains("[UP424]", "--backup-ref");
    Cli.Answer answer = run("apply", "--create", "--yes", "--env", "dev", "--backup-ref", "tape 9");
    assertThat(answer.code()).as(answer.toString()).isZero();
    assertThat(answer.err()).contains("Backup before this run: tape 9");
    assertThat(run("status", "first", "--env", "dev").out()).contains("backup: tape 9");
  }

  @Test
  void a_url_of_a_protected_environment_has_its_rules_too() throws Exception {
    configure("", "protected: true, require_backup: true");

    Cli.Answer answer =
        run("apply", "--create", "--yes", "--url", "sqlite:" + folder.resolve("shop.db"));

    assertThat(answer.code()).as(answer.toString()).isEqualTo(3);
    assertThat(answer.err()).contains("[UP424]", "The environment \"dev\" requires a backup");
  }

  private void configure(String top) throws Exception {
    configure(top, "");
  }

  private void configure(String top, String environment) throws Exception {
    String dev = "url: sqlite:shop.db" + (environment.isEmpty() ? "" : ", " + environment);
    Files.writeString(
        folder.resolve("underpin.yaml"), top + "\nenvironments:\n  dev: { " + dev + " }\n");
  }

  private JsonNode json(String file) throws Exception {
    return new ObjectMapper().readTree(Files.readString(folder.resolve(file)));
  }

  private List<String> tables() throws Exception {
    List<String> names = new CopyOnWriteArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select name from sqlite_schema")) {
      while (rows.next()) names.add(rows.getString(1));
    }
    return names;
  }

  private void sql(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private void success(String... args) {
    Cli.Answer answer = run(args);
    assertThat(answer.code()).as(answer.toString()).isZero();
  }

  private Cli.Answer run(String... args) {
    return new Cli(folder).run(args);
  }
}
