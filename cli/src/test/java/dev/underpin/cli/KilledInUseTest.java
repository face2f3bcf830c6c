package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that changes a table in use is killed before and after its statements, forward and back,
 * and the next one ends it: rows, catalog and history are those of a run that nobody killed.
 *
 * <p>{@code -Dunderpin.kills=1000} kills each plan at as many places, or at all it has.
 */
class KilledInUseTest {
  private static final int KILLS = Integer.getInteger("underpin.kills", 4);

  /** SQLite's runs are short. */
  private static final int KILLS_ON_SQLITE = Integer.getInteger("underpin.kills", 8);

  private static final String ROWS =
      """
      create table city (id integer primary key not null);
      create table item (id integer primary key not null, name varchar(40) not null default 'x', city integer references city);
      create index by_name on item (name, city);
      insert into city values (1), (2);
      insert into item values (1, 'a', 1), (2, 'b', null), (3, 'c', 2);
      """;

  private static final String START =
      """
      tables:
        city: { columns: { id: { type: integer, nullable: false } }, primary_key: [id] }
        item:
          columns:
            id: { type: integer, nullable: false }
            name: { type: varchar(40), nullable: false, default: "'x'" }
            city: integer
          primary_key: [id]
          foreign_keys: [{ columns: [city], references: city }]
          indexes: { by_name: [name, city] }
      """;

  @TempDir Path folder;

  /**
   * One plan.
   *
   * @param from what is said otherwise in the YAML, and {@code to} what then is said
   */
  record Case(TestServer server, String name, String from, String to) {
    String yaml() {
      String yaml = START;
      String[] old = from.split("\\|");
      String[] now = to.split("\\|");
      for (int i = 0; i < old.length; i++) {
        assertThat(yaml).contains(old[i]);
        yaml = yaml.replace(old[i], now[i]);
      }
      return yaml;
    }

    @Override
    public String toString() {
      return name + " on " + server;
    }
  }

  static Stream<Case> cases() {
    TestServer postgresql = TestServers.postgresql();
    TestServer sqlite = TestServers.sqlite();
    return Stream.of(
        new Case(postgresql, "type", "city: integer", "city: { type: bigint, online: true }"),
        column(postgresql),
        table(postgresql),
        column(sqlite),
        table(sqlite));
  }

  private static Case column(TestServer server) {
    return new Case(
        server,
        "column",
        "name: { type|[name, city]",
        "label: { renamed_from: { name: name, online: true }, type|[label, city]");
  }

  private static Case table(TestServer server) {
    return new Case(
        server, "table", "  item:\n", "  thing:\n    renamed_from: { name: item, online: true }\n");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_next_run_ends_what_a_killed_one_began(Case plan) throws IOException {
    RunState applied;
    RunState rolledBack;
    int there;
    int back;
    try (TestDatabase db = begun(plan)) {
      Files.writeString(folder.resolve("schema.yaml"), plan.yaml());
      assertThat(run(db, "plan", "--save", "change", "--allow", "all").code()).isZero();
      there = DyingConnections.during(-1, false, () -> works(db, "apply"));
      applied = RunState.of(db);
      back = DyingConnections.during(-1, false, () -> works(db, "rollback"));
      rolledBack = RunState.of(db);
    }
    assertThat(there).as("statements of the run").isPositive();
    assertThat(back).as("statements of the rollback").isPositive();
    int kills = plan.server().engine().equals("sqlite") ? KILLS_ON_SQLITE : KILLS;
    int points = Math.min(kills, 2 * Math.max(there, back));
    for (int i = 0; i < points; i++) {
      boolean after = i % 2 == 1;
      int up = (int) ((long) i * there / points);
      int down = (int) ((long) i * back / points);
      String when = plan + (after ? ": after" : ": before") + " statement ";
      try (TestDatabase db = begun(plan)) {
        dies(up, after, db, "apply");
        works(db, "apply");
        assertThat(RunState.of(db)).as(when + up + " of " + there).isEqualTo(applied);
        dies(down, after, db, "rollback");
        works(db, "rollback");
        assertThat(RunState.of(db)).as(when + down + " of " + back + " back").isEqualTo(rolledBack);
      }
    }
    if (Integer.getInteger("underpin.kills") != null)
      System.out.printf(
          "%s: %d kills each way, among %d and %d statements%n", plan, points, there, back);
  }

  private TestDatabase begun(Case plan) {
    TestDatabase db = plan.server().newDatabase();
    db.execute(ROWS.split(";\n"));
    return db;
  }

  private void dies(int statement, boolean after, TestDatabase db, String command) {
    DyingConnections.during(
        statement, after, () -> assertThat(run(db, command, "--yes").code()).isNotZero());
  }

  private void works(TestDatabase db, String command) {
    Cli.Answer answer = run(db, command, "--yes", "--allow", "all");
    assertThat(answer.code()).as(command + "\n" + answer).isZero();
  }

  private Cli.Answer run(TestDatabase db, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", db.url()));
    return new Cli(folder).run(all.toArray(String[]::new));
  }
}
