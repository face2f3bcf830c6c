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

/** The same as {@link RenameTableInUseTest}, where a view is put in the place of a table. */
class RenameTableInUseOnMysqlTest {
  /** A server that renames the table of a trigger writes {@code ON} so. */
  private static final String TABLES =
      """
      create table city (id int primary key);
      create table `Old orders` (
        id bigint auto_increment primary key,
        note varchar(40) not null default 'new',
        city int,
        doubled int generated always as (city * 2) stored,
        unique key `by note` (note),
        constraint to_city foreign key (city) references city (id),
        constraint named check (note <> '')) comment 'as written';
      create table line (id int auto_increment primary key, `order` bigint,
        constraint to_order foreign key (`order`) references `Old orders` (id) on delete cascade);
      create trigger touch before update ON `Old orders` for each row
        set new.note = if(new.note = old.note, old.note, concat(new.note, '!'));
      insert into city values (1), (2), (3);
      insert into `Old orders` (note, city) values ('a', 1), ('b', null), ('c', 2);
      insert into line (`order`) values (1), (2);
      """;

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.someMysql();
  }

  private StandardRun run(TestServer server) {
    StandardRun run =
        new StandardRun(folder, server)
            .start(TABLES)
            .change(
                "  Old orders:\n",
                "  orders:\n    renamed_from: { name: Old orders, online: true }\n")
            .change("references: Old orders", "references: orders");
    // The text of the trigger names the table on MariaDB.
    return server.engine().equals("mariadb") ? run.change("`Old orders`", "`orders`") : run;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void goes_forward_and_back(TestServer server) {
    run(server).goesForwardAndBack();
  }

  private static String statement(Random random, int id) {
    int other = random.nextInt(id) + 1;
    String city = random.nextInt(3) == 0 ? "null" : String.valueOf(random.nextInt(4) + 1);
    return switch (random.nextInt(9)) {
      case 0 -> "insert into {T} (city) values (%s)".formatted(city);
      case 1 -> "insert into {T} (note, city) values ('n%d', %s)".formatted(id, city);
      case 2 -> "insert into {T} values (default, 'd%d', %s, default)".formatted(id, city);
      case 3 ->
          "insert into {T} (id, note) values (%d, 'x%d') on duplicate key update city = 3"
              .formatted(id + 500, other % 9);
      case 4 -> "update {T} set note = 'u%d' where id = %d".formatted(id, other);
      case 5 ->
          "update {T} as o join city c on c.id = o.city set o.city = %s where o.id = %d"
              .formatted(city, other);
      case 6 -> "delete from {T} where id = " + other;
      case 7 -> "insert into line (`order`) values (%d)".formatted(other);
      default -> "insert ignore into {T} (id, note, city) values (%d, '', 1)".formatted(id + 900);
    };
  }

  @ParameterizedTest
  @MethodSource("servers")
  void old_and_new_code_write_between_the_phases(TestServer server) throws Exception {
    try (TestDatabase db = run(server).begun();
        TestDatabase twin = run(server).begun()) {
      declare(db);
      run(db, "plan", "--save", "rename");
      run(db, "apply", "--yes", "--phase", "expand");
      Random random = new Random(7);
      for (int id = 10; id < 150; id++) {
        String sql = statement(random, id);
        String name = random.nextBoolean() ? "orders" : "`Old orders`";
        // The twin has the old name only, and is told the same.
        assertThat(answer(db, sql.replace("{T}", name)))
            .as(sql + " of " + name)
            .isEqualTo(answer(twin, sql.replace("{T}", "`Old orders`")));
      }
      assertThat(db.rows("select * from `Old orders` order by id"))
          .hasSizeGreaterThan(20)
          .isEqualTo(db.rows("select * from orders order by id"));
      run(db, "apply", "--yes");
      run(db, "plan", "--exit-code");
      assertThat(db.rows("select * from orders order by id"))
          .isEqualTo(twin.rows("select * from `Old orders` order by id"));
      run(db, "rollback", "--yes", "--allow", "all");
      assertThat(db.dump()).isEqualTo(twin.dump());
      assertThat(CatalogDump.of(db)).isEqualTo(CatalogDump.of(twin));
    }
  }

  private void declare(TestDatabase db) throws Exception {
    run(db, "inspect", "-o", "schema.yaml");
    Path yaml = folder.resolve("schema.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace(
                "  Old orders:\n",
                "  orders:\n    renamed_from: { name: Old orders, online: true }\n")
            .replace("references: Old orders", "references: orders")
            .replace("`Old orders`", "`orders`"));
  }

  /** The number of rows and the last number that was given, or what the server says to an error. */
  private static String answer(TestDatabase db, String sql) throws SQLException {
    try (Connection connection = db.connect();
        Statement statement = connection.createStatement()) {
      List<String> said = new ArrayList<>();
      said.add(String.valueOf(statement.executeUpdate(sql)));
      try (var result = statement.executeQuery("select last_insert_id()")) {
        while (result.next()) said.add(result.getString(1));
      }
      return said.toString();
    } catch (SQLException e) {
      return String.valueOf(e.getErrorCode());
    }
  }

  private void run(TestDatabase db, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", db.url()));
    Cli.Answer answer = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(answer.code()).as(answer.toString()).isZero();
  }
}
