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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code renamed_from: { online: true }}: applications that know one of the names both work. */
class RenameInUseTest {
  private static final String USERS =
      """
      create table city (id int primary key);
      create table "User" (id int primary key, "Full name" varchar(60) not null default 'nobody'
          constraint named unique check ("Full name" <> ''), city int references city on update cascade,
          note json);
      create index by_name on "User" (lower("Full name"), id) where "Full name" > 'a';
      comment on column "User"."Full name" is 'as written';
      create view names as select "Full name" from "User";
      insert into city values (1), (2);
      insert into "User" values (1, 'Ann', 1, '{"a": 1}'), (2, 'Bob', null, null);
      """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.eitherPostgresql(RenameInUseTest.class);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void goes_forward_and_back(TestServer server) {
    new StandardRun(folder, server)
        .start(USERS)
        .change(
            "      Full name:\n",
            "      name:\n        renamed_from: { name: Full name, online: true }\n")
        .change("[Full name]", "[name]")
        .change("\"Full name\"", "name")
        .goesForwardAndBack();
  }

  /** What one of the two applications does; the old one knows "Full name", the new one name. */
  private static String statement(Random random, String column, int id) {
    String value = random.nextInt(4) == 0 ? "default" : "'v" + random.nextInt(50) + "-" + id + "'";
    return switch (random.nextInt(6)) {
      case 0, 1 ->
          "insert into \"User\" (id, %s) values (%d, %s) on conflict do nothing"
              .formatted(
                  column, id, column.equals("name") ? value.replace("default", "'new'") : value);
      case 2 -> "update \"User\" set %s = 'u' || id where id %% 7 = %d".formatted(column, id % 7);
      case 3 -> "delete from \"User\" where id = " + (id - 3);
      case 4 -> "update \"User\" set note = '{}' where id %% 5 = %d".formatted(id % 5);
      default ->
          "insert into \"User\" (id, %s) values (%d, 'x%d') on conflict (%s) do update set id = excluded.id"
              .formatted(column, id, id % 9, column);
    };
  }

  @ParameterizedTest
  @MethodSource("servers")
  void old_and_new_code_write_between_the_phases(TestServer server) throws Exception {
    try (TestDatabase db = server.newDatabase();
        TestDatabase twin = server.newDatabase()) {
      for (TestDatabase both : List.of(db, twin)) both.execute(USERS.split(";\n"));
      run(db, "inspect", "-o", "schema.yaml");
      Path yaml = folder.resolve("schema.yaml");
      String text =
          Files.readString(yaml)
              .replace(
                  "      Full name:\n",
                  "      name:\n        renamed_from: { name: Full name, online: true }\n")
              .replace("[Full name]", "[name]")
              .replace("\"Full name\"", "name");
      Files.writeString(yaml, text);
      run(db, "plan", "--save", "rename");
      run(db, "apply", "--yes", "--phase", "backfill");
      Random random = new Random(7);
      for (int id = 10; id < 150; id++) {
        String column = random.nextBoolean() ? "name" : "\"Full name\"";
        String sql = statement(random, column, id);
        // The twin has the old name only, and is told the same.
        String answer = answer(db, sql);
        assertThat(
                answer(
                    twin,
                    sql.replace("(name)", "(\"Full name\")")
                        .replace(", name)", ", \"Full name\")")
                        .replace("set name", "set \"Full name\"")))
            .as(sql)
            .isEqualTo(answer);
        assertThat(
                db.value("select count(*) from \"User\" where name is distinct from \"Full name\""))
            .as(sql)
            .isEqualTo("0");
      }
      db.execute("copy \"User\" (id, name) from program 'echo \"900,copied\"' (format csv)");
      twin.execute("insert into \"User\" (id, \"Full name\") values (900, 'copied')");
      run(db, "apply", "--yes");
      run(db, "plan", "--exit-code");
      assertThat(db.rows("select id, name, city, note::text from \"User\" order by id"))
          .hasSizeGreaterThan(20)
          .isEqualTo(
              twin.rows("select id, \"Full name\", city, note::text from \"User\" order by id"));
    }
  }

  /** The number of rows, or what the server says to an error. */
  private static String answer(TestDatabase db, String sql) throws SQLException {
    try (Connection connection = db.connect();
        Statement statement = connection.createStatement()) {
      return String.valueOf(statement.executeUpdate(sql));
    } catch (SQLException e) {
      return String.valueOf(e.getSQLState());
    }
  }

  private void run(TestDatabase db, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isZero();
  }
}
