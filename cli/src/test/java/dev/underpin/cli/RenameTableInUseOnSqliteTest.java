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

/** A table of SQLite has both names for a while: applications that know one name both work. */
class RenameTableInUseOnSqliteTest {
  private static final String START =
      """
      create table city (code text primary key not null);
      create table "Old orders" (
        id integer primary key, -- kept
        note text collate nocase not null default 'new' unique check (note <> ''),
        at text not null default (upper('now')),
        city text references city on update cascade on delete set null
      );
      create table line (id integer primary key, "order" integer references "Old orders" on delete cascade);
      create index by_city on "Old orders" (city, lower(note));
      create view notes as select note from "Old orders";
      create trigger lines after insert on "Old orders" begin insert into line ("order") values (new.id); end;
      insert into city values ('a'), ('b'), ('c');
      insert into "Old orders" (note, city) values ('x', 'a'), ('y', null);
      """;

  @TempDir Path folder;

  private StandardRun run() {
    return new StandardRun(folder, TestServers.sqlite())
        .start(START)
        .change(
            "  Old orders:\n", "  orders:\n    renamed_from: { name: Old orders, online: true }\n")
        .change("references: Old orders", "references: orders")
        .change("\"Old orders\"", "orders");
  }

  @Test
  void goes_forward_and_back() {
    run().goesForwardAndBack();
  }

  @Test
  void old_and_new_applications_write() throws Exception {
    for (int seed = 1; seed <= 10; seed++) {
      try (TestDatabase db = run().begun();
          TestDatabase twin = run().begun()) {
        declare(db);
        apply(db, "--phase", "expand");
        write(db, twin, new Random(seed));
        assertThat(rows(db, "SELECT * FROM \"Old orders\" ORDER BY id"))
            .isEqualTo(rows(db, "SELECT * FROM orders ORDER BY id"));
        apply(db);
        assertThat(rows(db, "SELECT *, typeof(note) FROM orders ORDER BY id"))
            .as("seed " + seed)
            .isEqualTo(rows(twin, "SELECT *, typeof(note) FROM \"Old orders\" ORDER BY id"));
        assertThat(rows(db, "SELECT * FROM line")).isEqualTo(rows(twin, "SELECT * FROM line"));
      }
    }
  }

  /** Each statement, by an old or a new application; the other database has only old ones. */
  private static void write(TestDatabase db, TestDatabase twin, Random random) throws Exception {
    try (Connection one = open(db);
        Connection other = open(twin)) {
      for (int i = 0; i < 60; i++) {
        String statement = statement(random);
        String name = random.nextBoolean() ? "orders" : "\"Old orders\"";
        assertThat(run(one, statement.replace("{T}", name)))
            .as(statement + " of " + name)
            .isEqualTo(run(other, statement.replace("{T}", "\"Old orders\"")));
      }
    }
  }

  private static String statement(Random random) {
    String[] notes = {"'Ann'", "'ann'", "'Zoë'", "''", "12"};
    String[] cities = {"'a'", "'b'", "'c'", "'d'", "null"};
    String note = notes[random.nextInt(notes.length)];
    String city = cities[random.nextInt(cities.length)];
    int id = random.nextInt(8);
    return switch (random.nextInt(10)) {
      case 0 -> "INSERT INTO {T} (id, note, city) VALUES (%d, %s, %s)".formatted(id, note, city);
      case 1 -> "INSERT INTO {T} (city) VALUES (%s)".formatted(city);
      case 2 -> "INSERT INTO {T} VALUES (null, %s, 'then', %s)".formatted(note, city);
      case 3 -> "INSERT OR REPLACE INTO {T} (id, note) VALUES (%d, %s)".formatted(id, note);
      case 4 -> "INSERT OR IGNORE INTO {T} (note, city) VALUES (%s, %s)".formatted(note, city);
      case 5 -> "UPDATE {T} SET note = %s, at = at || 'x' WHERE id = %d".formatted(note, id);
      case 6 -> "UPDATE {T} SET id = id + 10 WHERE id = " + id;
      case 7 -> "UPDATE {T} SET city = %s WHERE note > 'b'".formatted(city);
      case 8 -> "DELETE FROM {T} WHERE id = " + id;
      default -> "UPDATE city SET code = code || code WHERE code = " + city;
    };
  }

  private void declare(TestDatabase db) throws Exception {
    Cli.Answer inspected = new Cli(folder).run("inspect", "--url", db.url());
    Files.writeString(
        folder.resolve("schema.yaml"),
        inspected
            .out()
            .replace(
                "  Old orders:\n",
                "  orders:\n    renamed_from: { name: Old orders, online: true }\n")
            .replace("references: Old orders", "references: orders")
            .replace("\"Old orders\"", "orders"));
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
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = open(db);
        Statement statement = connection.createStatement();
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
}
