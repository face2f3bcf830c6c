package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.cli.KilledProgram.Moment;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A migration with recipes of all kinds is run by a process that is killed by SIGKILL before, in
 * and after its statements, forward and back. The next run ends it, and catalog, rows and history
 * are those of a run that nobody killed.
 *
 * <p>{@code -Dunderpin.kills=200} kills it at 200 places in each direction on each engine.
 */
class KillMatrixTest {
  private static final Integer KILLS = Integer.getInteger("underpin.kills");

  private static final String ROWS =
      """
      create table city (id integer not null primary key)
      create table item (id integer not null primary key, name varchar(40) not null default 'x', city integer, foreign key (city) references city (id))
      create index by_name on item (name, city)
      create table note (id integer not null primary key, body varchar(200), kind varchar(10) not null)
      create table part (id integer not null primary key, amount integer, code varchar(20) not null, remarks varchar(20))
      create unique index part_code on part (code)
      create table link (a integer not null, b integer not null, primary key (a))
      create table gone (id integer not null primary key, text varchar(20))
      insert into city values (1), (2)
      insert into item values (1, 'a', 1), (2, 'b', null), (3, 'c', 2)
      insert into note values (1, 'one', 'x'), (2, null, 'y')
      insert into part values (1, 10, 'p', 'old'), (2, null, 'q', null), (3, 30, 'r', 'new')
      insert into link values (1, 2), (2, 2)
      insert into gone values (1, 'kept')
      """;

  private static final String TARGET =
      """
      tables:
        city: { columns: { id: { type: integer, nullable: false } }, primary_key: [id] }
        item:
          columns:
            id: { type: integer, nullable: false }
            label: { renamed_from: { name: name, online: true }, type: varchar(40), nullable: false, default: "'x'" }
            city: integer
          primary_key: [id]
          foreign_keys: [{ columns: [city], references: city(id) }]
          indexes: { by_name: [label, city] }
        remark:
          renamed_from: { name: note, online: true }
          columns:
            id: { type: integer, nullable: false }
            body: varchar(200)
            kind: { type: varchar(10), nullable: false }
          primary_key: [id]
        part:
          columns:
            id: { type: integer, nullable: false }
            amount: AMOUNT
            code: { type: varchar(20), nullable: false }
            size: { type: integer, nullable: false, backfill: id * 10 }
          primary_key: [id]
          KEY
          indexes: { part_amount: [amount] }
          checks: { part_positive: amount > 0 }
        link:
          columns: { a: { type: integer, nullable: false }, b: { type: integer, nullable: false } }
          primary_key: [a, b]
          foreign_keys: { link_city: { columns: [b], references: city(id) } }
        fresh:
          columns: { id: { type: integer, nullable: false }, city: integer }
          primary_key: [id]
          foreign_keys: { fresh_city: { columns: [city], references: city(id) } }
      views:
        cities: select id from city
      """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return List.of(
        TestServers.sqlite(), TestServers.postgresql(), TestServers.mysql(), TestServers.mariaDb());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_next_run_ends_what_a_killed_one_began(TestServer server) throws Exception {
    Files.writeString(folder.resolve("schema.yaml"), target(server));
    RunState applied;
    RunState rolledBack;
    int there;
    int back;
    try (TestDatabase db = begun(server)) {
      Cli.Answer saved = run(db, "plan", "--save", "change", "--allow", "all");
      assertThat(saved.code()).as(saved.toString()).isZero();
      there = DyingConnections.during(-1, false, () -> works(db, "apply"));
      applied = RunState.of(db);
      works(db, "plan", "--exit-code");
      back = DyingConnections.during(-1, false, () -> works(db, "rollback"));
      rolledBack = RunState.of(db);
    }
    int killed = 0;
    // Each statement takes longer on MySQL and MariaDB.
    boolean transactional = List.of("sqlite", "postgresql").contains(server.engine());
    int points = Math.min(KILLS != null ? KILLS : transactional ? 2 : 1, 3 * Math.max(there, back));
    for (int i = 0; i < points; i++) {
      Moment up = moment(i);
      Moment down = moment(i + 2);
      int statement = (2 * i + 1) * there / (2 * points);
      int inverse = (2 * i + 1) * back / (2 * points);
      String when = server + ", " + up + " statement " + statement + " of " + there;
      String whenBack = server + ", " + down + " statement " + inverse + " of " + back + " back";
      try (TestDatabase db = begun(server)) {
        if (isKilled(db, statement, up, "apply")) killed++;
        follow(db, "apply", when);
        assertThat(RunState.of(db)).as(when).isEqualTo(applied);
        if (isKilled(db, inverse, down, "rollback")) killed++;
        follow(db, "rollback", whenBack);
        assertThat(RunState.of(db)).as(whenBack).isEqualTo(rolledBack);
      }
    }
    if (KILLS != null)
      System.out.printf(
          "%s: %d of %d runs killed, among %d and %d statements%n",
          server, killed, 2 * points, there, back);
    assertThat(killed).isGreaterThan(points / 2);
  }

  private static Moment moment(int i) {
    return Moment.values()[i % Moment.values().length];
  }

  private static String target(TestServer server) {
    String engine = server.engine();
    String yaml =
        TARGET.replace(
            "AMOUNT", engine.equals("postgresql") ? "{ type: bigint, online: true }" : "bigint");
    String key = "unique: { part_code: [code] }";
    return engine.equals("sqlite")
        ? yaml.replace("    KEY\n", "")
            .replace(
                "indexes: { part_amount",
                "indexes: { part_code: { columns: [code], unique: true }, part_amount")
        : yaml.replace("KEY", key);
  }

  private TestDatabase begun(TestServer server) {
    TestDatabase db = server.newDatabase();
    db.execute(ROWS.split("\n"));
    return db;
  }

  /** A process is killed, or has ended by itself just before. */
  private boolean isKilled(TestDatabase db, int statement, Moment moment, String command)
      throws IOException, InterruptedException {
    File output = folder.resolve("killed.txt").toFile();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledProgram.class.getName(),
                Integer.toString(statement),
                moment.name(),
                command,
                "--yes",
                "--allow",
                "all",
                "--url",
                db.url())
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
    int code = process.exitValue();
    assertThat(code).as(Files.readString(output.toPath())).isIn(0, KilledProgram.CODE);
    return code == KilledProgram.CODE;
  }

  /**
   * Until the migration is where a run that nobody killed leaves it, {@code status} names the
   * command.
   */
  private void follow(TestDatabase db, String command, String when) {
    String status = run(db, "status").out();
    if (status.contains("partially applied"))
      assertThat(status.toLowerCase(Locale.ROOT)).as(when).contains("underpin " + command);
    works(db, command);
  }

  private void works(TestDatabase db, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    if (!command[0].equals("plan")) all.addAll(List.of("--yes", "--allow", "all"));
    Cli.Answer answer = run(db, all.toArray(String[]::new));
    assertThat(answer.code()).as(all + "\n" + answer).isZero();
  }

  private Cli.Answer run(TestDatabase db, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", db.url()));
    return new Cli(folder).run(all.toArray(String[]::new));
  }
}
