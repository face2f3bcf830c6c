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

/** {@code renamed_from: { online: true }} on MySQL and MariaDB: both applications work. */
class RenameInUseOnMysqlTest {
  private static final String USERS =
      """
      create table city (id int primary key);
      create table users (id int primary key,
          name varchar(60) character set utf8mb4 collate utf8mb4_bin not null comment 'as written',
          city int, note varchar(20), changed timestamp null on update current_timestamp,
          unique key named (name), key by_note (note, name(10)));
      insert into city values (1), (2);
      insert into users (id, name, city, note) values (1, 'Ann', 1, 'a'), (2, 'Bob', null, null);
      """;
  private static final String NUMBERS =
      """
      create table city (id int primary key);
      create table users (id int primary key, name int not null,
          other double, constraint home foreign key (name) references city (id)
              on delete cascade, key by_name (name));
      insert into city values (1), (2);
      insert into users (id, name) values (1, 1), (2, 2);
      """;
  private static final String FROM = "      name:\n";
  private static final String TO =
      "      full_name:\n        renamed_from: { name: name, online: true }\n";

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.everyMysql();
  }

  static List<TestServer> oneOfEach() {
    return TestServers.someMysql();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void goes_forward_and_back(TestServer server) {
    new StandardRun(folder, server)
        .start(USERS)
        .change(FROM, TO)
        .change("[name]", "[full_name]")
        .change("name(10)", "full_name(10)")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("oneOfEach")
  void a_column_of_a_foreign_key_goes_forward_and_back(TestServer server) {
    new StandardRun(folder, server)
        .start(NUMBERS)
        .change("      name: int not null\n", TO + "        type: int\n        nullable: false\n")
        .change("[name]", "[full_name]")
        .goesForwardAndBackByCommands();
  }

  /**
   * The servers keep the order of triggers: those of two columns would not come back as they were.
   */
  @ParameterizedTest
  @MethodSource("oneOfEach")
  void two_columns_of_a_table_are_renamed_one_after_the_other(TestServer server) {
    String start = "create table pair (id int primary key, a varchar(9), b varchar(9));\n";
    new StandardRun(folder, server)
        .start(start + "insert into pair values (1, 'a', 'b');")
        .targetYaml(
            """
            tables:
              pair:
                columns:
                  id: int
                  first: { type: varchar(9), renamed_from: { name: a, online: true } }
                  other: { type: varchar(9), renamed_from: { name: b, online: true } }
                primary_key: [id]
            """)
        .isRefusedWith(3, "UP231", "changes in use too; do that in another plan");
  }

  /** What one of the two applications does. */
  private static String statement(Random random, String column, int id) {
    String value = "'v" + random.nextInt(50) + "-" + id + "'";
    return switch (random.nextInt(10)) {
      case 0, 1 -> "insert into users (id, %s) values (%d, %s)".formatted(column, id, value);
      case 2 ->
          "update users set %s = concat('u', id) where id %% 7 = %d".formatted(column, id % 7);
      case 3 -> "delete from users where id = " + (id - 3);
      case 4 -> "update users set note = 'n%d' where id %% 5 = %d".formatted(id, id % 5);
      case 5 ->
          "insert into users (id, %s) select %d, %s from city where id = 1"
              .formatted(column, id, value);
      case 6 -> "replace into users (id, %s) values (%d, 'x%d')".formatted(column, id, id % 9);
      case 7 -> "insert into users (id, note) values (%d, 'no name')".formatted(id);
      case 8 -> "insert into users (id, %s) values (%d, null)".formatted(column, id);
      default ->
          "insert into users (id, %s) values (%d, 'x%d') on duplicate key update note = 'twice', %s = upper(%s)"
              .formatted(column, id, id % 9, column, column);
    };
  }

  @ParameterizedTest
  @MethodSource("oneOfEach")
  void old_and_new_code_write_between_the_phases(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase();
        TestDatabase twin = server.newDatabase()) {
      for (TestDatabase both : List.of(db, twin)) both.execute(USERS.split(";\n"));
      declareRename(db);
      run(db, "plan", "--save", "rename");
      run(db, "apply", "--yes", "--phase", "backfill");
      Random random = new Random(7);
      for (int id = 10; id < 150; id++) {
        String column = random.nextBoolean() ? "full_name" : "name";
        String sql = statement(random, column, id);
        // The twin has the old name only, and is told the same.
        assertThat(answer(db, sql))
            .as(sql)
            .isEqualTo(answer(twin, sql.replace("full_name", "name")));
        assertThat(db.value("select count(*) from users where not (name <=> full_name)"))
            .as(sql)
            .isEqualTo("0");
      }
      run(db, "apply", "--yes");
      run(db, "plan", "--exit-code");
      assertThat(db.rows("select id, full_name, city, note from users order by id"))
          .hasSizeGreaterThan(20)
          .isEqualTo(twin.rows("select id, name, city, note from users order by id"));
    }
  }

  @ParameterizedTest
  @MethodSource("oneOfEach")
  void no_write_of_the_new_application_is_lost_while_it_runs_and_rolls_back(TestServer server)
      throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(USERS.split(";\n"));
      declareRename(db);
      run(db, "plan", "--save", "rename");
      run(db, "apply", "--yes", "--phase", "backfill");
      AtomicBoolean stop = new AtomicBoolean();
      ExecutorService writers = Executors.newFixedThreadPool(1);
      try {
        Future<Integer> written = writers.submit(() -> writeUntil(db, stop));
        run(db, "apply", "--yes");
        // As far as the new name is there.
        run(db, "rollback", "--yes", "--steps", "5");
        run(db, "apply", "--yes");
        stop.set(true);
        int rows = written.get();
        assertThat(rows).isPositive();
        assertThat(
                db.value(
                    "select count(*) from users where id >= 1000 and full_name = concat('new', id)"))
            .isEqualTo(String.valueOf(rows));
      } finally {
        stop.set(true);
        writers.shutdownNow();
      }
    }
  }

  /** The statement that exchanges the names would exchange them once more. */
  @ParameterizedTest
  @MethodSource("oneOfEach")
  void the_names_are_exchanged_once_where_a_run_ended_between_it_and_its_mark(TestServer server)
      throws Exception {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(USERS.split(";\n"));
      declareRename(db);
      run(db, "plan", "--save", "rename");
      run(db, "apply", "--yes", "--phase", "backfill");
      db.execute(
          "ALTER TABLE users RENAME COLUMN name TO full_name, RENAME COLUMN full_name TO name",
          "UPDATE underpin_steps SET state = 'started', statements_done = 0 WHERE state = 'pending' ORDER BY number LIMIT 1");
      run(db, "apply", "--yes");
      run(db, "plan", "--exit-code");
      assertThat(db.rows("select id, full_name from users order by id"))
          .isEqualTo(db.rows("select id, if(id = 1, 'Ann', 'Bob') from users order by id"));
    }
  }

  /** Each row is written by its new name, and then once more; no statement may fail. */
  private static int writeUntil(TestDatabase db, AtomicBoolean stop) throws SQLException {
    int rows = 0;
    try (Connection connection = db.connect();
        Statement statement = connection.createStatement()) {
      while (!stop.get()) {
        int id = 1000 + rows++;
        statement.executeUpdate(
            "insert into users (id, full_name) values (%d, 'first%d')".formatted(id, id));
        statement.executeUpdate(
            "update users set full_name = 'new%d' where id = %d".formatted(id, id));
        statement.executeUpdate("update users set note = 'seen' where id = " + (id - 1));
      }
    }
    return rows;
  }

  private void declareRename(TestDatabase db) throws Exception {
    run(db, "inspect", "-o", "schema.yaml");
    Path yaml = folder.resolve("schema.yaml");
    String text = Files.readString(yaml);
    assertThat(text).contains(FROM);
    Files.writeString(
        yaml,
        text.replace(FROM, TO)
            .replace("[name]", "[full_name]")
            .replace("name(10)", "full_name(10)"));
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
