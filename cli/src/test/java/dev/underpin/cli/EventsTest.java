package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that watches a run reads its events. */
class EventsTest {
  private static final JsonSchema SCHEMA = schema();

  @TempDir Path folder;

  @BeforeEach
  void aTableWithRows() throws Exception {
    execute(
        "create table item (id integer primary key, name text)",
        "insert into item values (1, 'a'), (2, 'b'), (3, 'c')");
    Files.writeString(
        folder.resolve("schema.yaml"),
        """
        tables:
          item:
            columns:
              id: integer
              name: text
              short: { type: text, backfill: "substr(name, 1, 1)" }
            primary_key: [id]
        """);
  }

  @Test
  void a_run_and_each_of_its_steps_have_a_beginning_and_an_end() throws Exception {
    Cli.Answer answer = apply("--events", "run.jsonl");

    assertThat(answer.code()).as(answer.toString()).isZero();
    List<JsonNode> events = events();
    assertThat(names(events))
        .startsWith("run_started", "step_started", "step_done")
        .endsWith("step_done", "run_ended");
    assertThat(events).allMatch(e -> Instant.parse(e.get("time").asText()).isAfter(Instant.EPOCH));
    assertThat(events.stream().map(e -> e.get("run").asText()).distinct()).hasSize(1);
    JsonNode begin = events.get(0);
    assertThat(begin.get("command").asText()).isEqualTo("apply");
    assertThat(begin.get("engine").asText()).isEqualTo("sqlite");
    assertThat(begin.get("database").asText()).contains("shop.db");
    assertThat(begin.get("migrations").size()).isEqualTo(1);
    JsonNode done = events.get(2);
    assertThat(done.get("took_ms").isNumber()).isTrue();
    assertThat(done.get("migration").asText()).isEqualTo(begin.at("/migrations/0").asText());
    assertThat(last(events).get("result").asText()).isEqualTo("applied");
  }

  @Test
  void a_backfill_says_how_many_rows_it_has_changed_and_no_password_is_written() throws Exception {
    try (TestDatabase db = TestServers.postgresql(18).newDatabase()) {
      db.execute(
          "create table item (id integer primary key, name text)",
          "insert into item values (1, 'a'), (2, 'b'), (3, 'c')");
      String url = db.url() + (db.url().contains("?") ? "&" : "?") + "password=hidden17";
      Cli.Answer answer =
          new Cli(folder).run("apply", "--direct", "--yes", "--events", "run.jsonl", "--url", url);
      assertThat(answer.code()).as(answer.toString()).isZero();
    }
    JsonNode filled =
        events().stream().filter(e -> named(e, "step_done") && e.has("rows")).findFirst().get();
    assertThat(filled.get("rows").asLong()).isEqualTo(3);
    assertThat(Files.readString(folder.resolve("run.jsonl"))).doesNotContain("hidden17");
  }

  @Test
  void the_file_of_underpin_yaml_gets_the_lines_of_every_run() throws Exception {
    Files.writeString(folder.resolve("underpin.yaml"), "events: run.jsonl\n");
    // A disk that was full has left this.
    Files.writeString(folder.resolve("run.jsonl"), "{\"time\":\"20");
    apply();
    Cli.Answer back = new Cli(folder).run("rollback", "--yes", "--url", "sqlite:shop.db");

    assertThat(back.code()).as(back.toString()).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("run.jsonl"));
    assertThat(lines.get(0)).isEqualTo("{\"time\":\"20");
    List<JsonNode> events = parsed(lines.subList(1, lines.size()));
    assertThat(events.stream().map(e -> e.get("run").asText()).distinct()).hasSize(2);
    assertThat(last(events).get("result").asText()).isEqualTo("rolled back");
  }

  @Test
  void a_run_that_fails_says_why() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      assertThat(apply("--events", "run.jsonl", "--wait", "1s").code()).isEqualTo(4);
    }
    JsonNode end = last(events());
    assertThat(end.get("event").asText()).isEqualTo("run_ended");
    assertThat(end.get("result").asText()).isEqualTo("failed");
    assertThat(end.get("error").asText()).isNotEmpty();
  }

  @Test
  void a_file_that_cannot_be_written_is_a_warning() throws Exception {
    Files.createDirectory(folder.resolve("taken"));
    for (String file : List.of("missing/run.jsonl", "taken", "/dev/full")) {
      Cli.Answer answer = apply("--events", file);
      assertThat(answer.code()).as(answer.toString()).isZero();
      assertThat(answer.err())
          .containsPattern("note: Events are not written to [^\n]*: [^\n]+\\. The run goes on\\.");
      new Cli(folder).run("rollback", "--yes", "--url", "sqlite:shop.db");
    }
  }

  @Test
  void what_runs_nothing_has_no_events() throws Exception {
    assertThat(apply("--events", "run.jsonl", "--dry-run").code()).isEqualTo(64);
    assertThat(folder.resolve("run.jsonl")).doesNotExist();
  }

  private Cli.Answer apply(String... more) {
    List<String> args =
        new ArrayList<>(List.of("apply", "--direct", "--yes", "--url", "sqlite:shop.db"));
    args.addAll(List.of(more));
    return new Cli(folder).run(args.toArray(String[]::new));
  }

  private static boolean named(JsonNode event, String name) {
    return event.get("event").asText().equals(name);
  }

  private static List<String> names(List<JsonNode> events) {
    return events.stream().map(e -> e.get("event").asText()).toList();
  }

  private static JsonNode last(List<JsonNode> events) {
    return events.get(events.size() - 1);
  }

  private List<JsonNode> events() throws IOException {
    return parsed(Files.readAllLines(folder.resolve("run.jsonl")));
  }

  /** The one that the docs give to programs that read events. */
  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(Files.readString(Path.of("..", "docs", "events.schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_schema_of_events_refuses_what_is_none() throws IOException {
    String start = "{\"time\":\"2026-01-02T03:04:05.678Z\",\"run\":\"x\",\"event\":\"";
    for (String wrong :
        List.of(
            start + "run_ended\",\"took_ms\":1}",
            start + "run_ended\",\"took_ms\":1,\"result\":\"well\"}",
            start + "step_done\",\"migration\":\"m\",\"step\":0,\"took_ms\":1}",
            start + "note\"}",
            "{\"time\":\"now\",\"run\":\"x\",\"event\":\"later\"}"))
      assertThat(SCHEMA.validate(new ObjectMapper().readTree(wrong))).as(wrong).isNotEmpty();
    assertThat(SCHEMA.validate(new ObjectMapper().readTree(start + "later\"}"))).isEmpty();
  }

  private static List<JsonNode> parsed(List<String> lines) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines) {
      JsonNode event = new ObjectMapper().readTree(line);
      assertThat(SCHEMA.validate(event)).as(line).isEmpty();
      events.add(event);
    }
    return events;
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
  }

  private void execute(String... statements) throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) statement.execute(sql);
    }
  }
}
