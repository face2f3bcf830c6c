package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code renamed_from: { online: true }} on SQLite: applications that know one name both work. */
class RenameInUseOnSqliteTest {
  private static final String START =
      """
      create table city (code text primary key);
      create table user (
        id integer primary key, -- kept
        "Full name" text collate nocase default 'nobody',
        city text unique references city on update cascade on delete set null,
        note
      );
      create index by_name on user (lower("Full name"), id) where "Full name" > 'a';
      create view names as select "Full name" from user;
      insert into city values ('a'), ('b'), ('c'), ('d');
      insert into user values (1, 'Ann', 'a', 1), (2, 'Bob', null, x'00'), (3, null, 'b', 1.5);
      """;

  @TempDir Path folder;

  private static final String YAML =
      """
      views: { names: select name from user }
      tables:
        city: { columns: { code: text }, primary_key: [code] }
        user:
          columns:
            id: integer
            name: { type: text, collation: NOCASE, default: "'nobody'", renamed_from: { name: Full name, online: true } }
            place: { type: text, renamed_from: { name: city, online: true } }
            note: ""
          primary_key: [id]
          unique: [[place]]
          foreign_keys:
            - { columns: [place], references: city, on_delete: set null, on_update: cascade }
          indexes:
            by_name: { columns: [lower(name), id], where: name > 'a' }
      """;

  private StandardRun run() {
    return new StandardRun(folder, TestServers.sqlite()).start(START).targetYaml(YAML);
  }

  @Test
  void goes_forward_and_back() {
    run().goesForwardAndBack();
  }

  /** After each statement the two names have one value; at the end it is the last one written. */
  @Test
  void old_and_new_applications_write() throws Exception {
    for (int seed = 1; seed <= 20; seed++) {
      try (TestDatabase db = run().begun();
          TestDatabase alone = run().begun()) {
        Files.writeString(folder.resolve("schema.yaml"), YAML);
        apply(db, "--phase", "backfill");
        write(db, alone, new Random(seed));
        plansNothingElse(db);
        apply(db);
        assertThat(rows(db, "SELECT id, name, place, quote(note) FROM user ORDER BY id"))
            .as("seed " + seed)
            .isEqualTo(
                rows(alone, "SELECT id, \"Full name\", city, quote(note) FROM user ORDER BY id"));
      }
    }
  }

  /** Each statement, by an old or a new application; the other database has only old ones. */
  private static void write(TestDatabase db, TestDatabase alone, Random random) throws Exception {
    try (Connection one = open(db);
        Connection other = open(alone)) {
      for (int i = 0; i < 60; i++) {
        boolean isNew = random.nextBoolean();
        String statement = statement(random);
        String old = named(statement, "\"Full name\"", "city");
        String tried = isNew ? named(statement, "name", "place") : old;
        assertThat(run(one, tried)).as(tried).isEqualTo(run(other, old));
        assertThat(
                read(
                    one,
                    """
                    SELECT * FROM user WHERE name IS NOT "Full name" COLLATE BINARY
                    OR place IS NOT city OR typeof(name) <> typeof("Full name")"""))
            .as(tried)
            .isEmpty();
      }
    }
  }

  private static String statement(Random random) {
    String[] names = {"'Ann'", "'ann'", "'Zoë'", "''", "12"};
    String[] cities = {"'a'", "'b'", "'c'", "'d'", "null"};
    String name = names[random.nextInt(names.length)];
    String city = cities[random.nextInt(cities.length)];
    int id = random.nextInt(8);
    return switch (random.nextInt(11)) {
      case 0 -> "INSERT INTO user (id, {N}, {C}) VALUES (" + id + ", " + name + ", " + city + ")";
      case 1 -> "INSERT INTO user (id, {C}) VALUES (" + id + ", " + city + ")";
      case 2 -> "INSERT INTO user ({N}, note) VALUES (" + name + ", 1), ('x', 2)";
      case 3 -> "INSERT OR REPLACE INTO user (id, {C}) VALUES (" + id + ", " + city + ")";
      case 4 -> "UPDATE user SET {N} = " + name + ", note = note || 'x' WHERE id = " + id;
      case 5 -> "UPDATE user SET {N} = null WHERE id = " + id;
      case 6 -> "UPDATE user SET {C} = " + city + " WHERE id = " + id;
      case 7 ->
          "INSERT INTO user (id, {C}) VALUES (%d, %s) ON CONFLICT ({C}) DO UPDATE SET {N} = %s"
              .formatted(id + 20, city, name);
      case 8 -> "DELETE FROM user WHERE id = " + id;
      case 9 -> "UPDATE city SET code = 'e' || code WHERE code = " + city;
      default -> "UPDATE city SET code = substr(code, 2) WHERE code LIKE 'e%'";
    };
  }

  private static String named(String statement, String name, String city) {
    return statement.replace("{N}", name).replace("{C}", city);
  }

  private static Connection open(TestDatabase db) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:" + db.url());
    run(connection, "PRAGMA foreign_keys = ON");
    return connection;
  }

  /** True where it succeeds. */
  private static boolean run(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static List<List<String>> rows(TestDatabase db, String sql) throws SQLException {
    try (Connection connection = open(db)) {
      return read(connection, sql);
    }
  }

  private static List<List<String>> read(Connection connection, String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++)
          row.add(String.valueOf(result.getString(i)));
        rows.add(row);
      }
    }
    return rows;
  }

  private void apply(TestDatabase db, String... more) {
    List<String> words =
        new ArrayList<>(List.of("apply", "--direct", "--yes", "--allow", "all", "--url", db.url()));
    words.addAll(List.of(more));
    Cli.Answer answer = new Cli(folder).run(words.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isZero();
  }

  /** What the rename has added is not taken for something that the YAML does not have. */
  private void plansNothingElse(TestDatabase db) {
    Cli.Answer answer = new Cli(folder).run("drift", "--url", db.url());
    assertThat(answer.out()).doesNotContain("trigger", "column");
  }

  @Test
  void is_refused_where_a_new_row_would_not_be_valid_before_a_trigger_fills_it() {
    new StandardRun(folder, TestServers.sqlite())
        .start(
            "create table t (id integer primary key, a text not null); insert into t values (1, 'x');")
        .targetYaml(
            """
            tables:
              t:
                columns:
                  id: integer
                  b: { type: text, nullable: false, renamed_from: { name: a, online: true } }
                primary_key: [id]
            """)
        .isRefusedWith(
            3,
            "a cannot be renamed to b while applications use both names",
            "NOT NULL without a default");
  }
}
