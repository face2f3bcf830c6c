package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code online: true} on MySQL and MariaDB: the type of a column changes through a second one,
 * while others write.
 */
class TypeChangeInUseOnMysqlTest {
  private static final String ITEMS =
      """
      create table city (id int primary key);
      create table items (id int primary key auto_increment,
          size int not null default 7 comment 'in bytes', grade int, must int not null,
          note varchar(20), changed timestamp null on update current_timestamp,
          unique key graded (grade), key by_size (size, note),
          unique key by_must (must, id));
      insert into city values (1);
      insert into items (size, grade, must, note) values (1, 1, 1, 'a'), (-5, null, 2, null);
      """;
  private static final String FAMILY =
      """
      create table city (id int primary key, code int not null, unique key coded (code));
      create table home (id int primary key, city int not null, other int,
          constraint home_city foreign key (city) references city (code) on delete cascade,
          key by_city (city, id));
      insert into city values (1, 10), (2, 20);
      insert into home values (1, 10, null), (2, 20, 1);
      """;

  @TempDir Path folder;

  /** MariaDB 11.4 copies the table while others write, and needs no second column. */
  static List<TestServer> servers() {
    return List.of(TestServers.mysql(), TestServers.named("mariadb 10.11"));
  }

  /** MySQL 8.0 mixes up the values of columns that have exchanged their names without a rebuild. */
  static List<TestServer> withOldMysql() {
    return List.of(TestServers.named("mysql 8.0"), TestServers.named("mariadb 10.11"));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void goes_forward_and_back(TestServer server) {
    new StandardRun(folder, server)
        .start(ITEMS)
        .change("size:\n        type: int", "size:\n        type: bigint\n        online: true")
        .goesForwardAndBackByFiles();
  }

  @ParameterizedTest
  @MethodSource("withOldMysql")
  void a_unique_column_that_may_be_null_goes_forward_and_back(TestServer server) {
    new StandardRun(folder, server)
        .start(ITEMS)
        .change("grade: int", "grade: { type: bigint, online: true }")
        .goesForwardAndBackByCommands();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_key_that_others_reference_goes_forward_and_back(TestServer server) {
    new StandardRun(folder, server)
        .start(FAMILY)
        .change("code: int not null", "code: { type: bigint, nullable: false, online: true }")
        .change("city: int not null", "city: { type: bigint, nullable: false, online: true }")
        .goesForwardAndBackByCommands();
  }

  /** What an application does that does not know of the change. */
  private static String statement(Random random, int id) {
    int number = random.nextInt(1000);
    return switch (random.nextInt(9)) {
      case 0, 1 ->
          "insert into items (id, size, grade, must) values (%d, %d, %d, 1)"
              .formatted(id, number, id);
      case 2 -> "insert into items (id, must) select %d, %d from city".formatted(id, number);
      case 3 -> "insert into items (id, size) values (%d, 3)".formatted(id);
      case 4 -> "update items set size = size + 1, note = 'n' where id %% 7 = %d".formatted(id % 7);
      case 5 -> "delete from items where id = " + (id - 3);
      case 6 -> "replace into items (id, grade, must) values (%d, %d, 5)".formatted(id, id % 9);
      case 7 -> "update items set grade = null, must = %d where id = %d".formatted(number, id - 2);
      default ->
          "insert into items (id, grade, must) values (%d, %d, 2) on duplicate key update size = %d"
              .formatted(id, id % 11, number);
    };
  }

  @ParameterizedTest
  @MethodSource("servers")
  void the_application_notices_nothing_between_the_phases(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase();
        TestDatabase twin = server.newDatabase()) {
      for (TestDatabase both : List.of(db, twin)) both.execute(ITEMS.split(";\n"));
      declare(db);
      run(db, "plan", "--save", "types");
      Random random = new Random(7);
      int id = 10;
      // Before the fill, before the exchange, and before the second columns go.
      for (String[] until :
          List.of(
              new String[] {"--phase", "expand"},
              new String[] {"--phase", "backfill"},
              new String[] {})) {
        List<String> apply = new ArrayList<>(List.of("apply", "--yes"));
        apply.addAll(List.of(until));
        run(db, apply.toArray(String[]::new));
        if (until.length == 0) run(db, "rollback", "--yes", "--steps", "2");
        for (int end = id + 60; id < end; id++) {
          String sql = statement(random, id);
          assertThat(answer(db, sql)).as(sql).isEqualTo(answer(twin, sql));
        }
      }
      run(db, "apply", "--yes");
      run(db, "plan", "--exit-code");
      assertThat(rows(db)).hasSizeGreaterThan(500).isEqualTo(rows(twin));
    }
  }

  private static String rows(TestDatabase db) throws SQLException {
    return String.valueOf(
        db.rows("select concat_ws(',', id, size, grade, must, note) from items order by id"));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void no_write_fails_or_is_lost_while_it_runs_and_rolls_back(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(ITEMS.split(";\n"));
      declare(db);
      run(db, "plan", "--save", "types");
      AtomicBoolean stop = new AtomicBoolean();
      ExecutorService writers = Executors.newFixedThreadPool(1);
      try {
        Future<Integer> written = writers.submit(() -> writeUntil(db, stop));
        run(db, "apply", "--yes");
        run(db, "rollback", "--yes");
        run(db, "apply", "--yes");
        stop.set(true);
        int rows = written.get();
        assertThat(rows).isPositive();
        assertThat(
                db.value(
                    "select count(*) from items where id >= 1000 and size = id and grade = -id and must = id + 1"))
            .isEqualTo(String.valueOf(rows));
      } finally {
        stop.set(true);
        writers.shutdownNow();
      }
    }
  }

  private static int writeUntil(TestDatabase db, AtomicBoolean stop) throws SQLException {
    int rows = 0;
    try (Connection connection = db.connect();
        Statement statement = connection.createStatement()) {
      while (!stop.get()) {
        int id = 1000 + rows++;
        statement.executeUpdate(
            "insert into items (id, grade, must) values (%d, %d, 1)".formatted(id, id));
        statement.executeUpdate(
            "update items set size = id, grade = -id, must = id + 1 where id = " + id);
      }
    }
    return rows;
  }

  private void declare(TestDatabase db) throws Exception {
    run(db, "inspect", "-o", "schema.yaml");
    Path yaml = folder.resolve("schema.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace(
                "must: int not null", "must: { type: bigint, nullable: false, online: true }"));
  }

  /** The number of rows, or that the server refuses. */
  private static String answer(TestDatabase db, String sql) throws SQLException {
    try (Connection connection = db.connect();
        Statement statement = connection.createStatement()) {
      return String.valueOf(statement.executeUpdate(sql));
    } catch (SQLException e) {
      return "refused";
    }
  }

  private void run(TestDatabase db, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isZero();
  }
}
