package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server whose lower_case_table_names is 1 keeps the names of tables in small letters. */
class SmallNamesTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#withSmallNames";

  private static final String SHOP =
      """
      tables:
        Customers:
          columns: { Id: int not null, Name: varchar(40) }
          primary_key: [Id]
        Orders:
          columns:
            Id: int not null
            Customer: int not null
            Total: { type: int, nullable: false, default: 0 }
          primary_key: [Id]
          foreign_keys:
            Orders_customer: { columns: [Customer], references: Customers(Id) }
          checks:
            Orders_total: Total >= 0
      objects:
        - create view LargeOrders as select Id from Orders where Total > 10
        - create trigger Noted before insert on Orders for each row set new.Total = new.Total + 1
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource(SERVERS)
  void capital_letters_in_the_yaml_are_no_difference(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      write(SHOP);
      ok(run("apply", "--direct", "--yes", "--url", db.url()));
      db.execute("INSERT INTO customers VALUES (1, 'a')", "INSERT INTO orders VALUES (1, 1, 20)");

      assertThat(ok(run("plan", "--exit-code", "--url", db.url())).out()).contains("no changes");
      ok(run("drift", "--url", db.url()));
      ok(run("drift", "--url", db.url(), "--schema", "schema.yaml"));
      assertThat(ok(run("inspect", "--url", db.url())).out()).contains("  orders:", "largeorders");

      write(SHOP.replace("Name: varchar(40)", "Name: varchar(40), Note: text"));
      Cli.Answer plan = ok(run("plan", "--url", db.url()));
      assertThat(plan.out()).contains("1 change", "schema.yaml:3");
      ok(run("plan", "--save", "note", "--url", db.url()));
      ok(run("apply", "--yes", "--url", db.url()));
      ok(run("plan", "--exit-code", "--url", db.url()));
      // Without a server, views are compared as they are written, on any server.
      assertThat(ok(run("plan", "--offline")).out()).doesNotContain("create table", "drop table");
      ok(run("rollback", "--yes", "--url", db.url()));
      assertThat(db.value("SELECT total FROM orders")).isEqualTo("21");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_rename_of_letters_alone_is_none(TestServer server) throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute("CREATE TABLE Orders (id int PRIMARY KEY)", "INSERT INTO Orders VALUES (1)");
      write(
          "tables: { ORDERS: { columns: { id: int not null }, primary_key: [id], renamed_from: Orders } }\n");
      ok(run("plan", "--exit-code", "--url", db.url()));

      write(
          "tables: { Purchases: { columns: { id: int not null }, primary_key: [id], renamed_from: ORDERS } }\n");
      ok(run("apply", "--direct", "--yes", "--url", db.url()));
      assertThat(db.value("SELECT id FROM purchases")).isEqualTo("1");
      ok(run("plan", "--exit-code", "--url", db.url()));
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void two_tables_that_differ_in_letters_alone_are_an_error_with_its_place(TestServer server)
      throws IOException {
    try (TestDatabase db = server.newDatabase()) {
      write(
          "tables:\n"
              + "  Orders: { columns: { id: int not null }, primary_key: [id] }\n"
              + "  orders: { columns: { id: int not null }, primary_key: [id] }\n");

      Cli.Answer answer = run("plan", "--url", db.url());

      assertThat(answer.code()).isEqualTo(1);
      assertThat(answer.err())
          .contains("schema.yaml:3", "The tables Orders and orders are one to this server")
          .contains("lower_case_table_names=1");
    }
  }

  @Test
  void a_scratch_server_must_keep_names_alike() throws IOException {
    TestServer small = TestServers.withSmallNames().get(0);
    try (TestDatabase db = TestServers.named("mysql 8.0").newDatabase();
        TestDatabase scratch = small.newDatabase()) {
      write("tables: {}\n");
      Cli.Answer answer = run("plan", "--url", db.url(), "--scratch-url", scratch.url());

      assertThat(answer.code()).isEqualTo(64);
      assertThat(answer.err())
          .contains("its lower_case_table_names is 1, and the database's server has 0");
    }
  }

  @Test
  void elsewhere_letters_count() throws IOException {
    try (TestDatabase db = TestServers.mariaDb().newDatabase()) {
      write(
          "tables:\n"
              + "  Orders: { columns: { id: int not null }, primary_key: [id] }\n"
              + "  orders: { columns: { id: int not null }, primary_key: [id] }\n");
      ok(run("apply", "--direct", "--yes", "--url", db.url()));
      assertThat(db.rows("SHOW TABLES LIKE 'orders'")).isEqualTo(List.of(List.of("orders")));
      ok(run("plan", "--exit-code", "--url", db.url()));
    }
  }

  private Cli.Answer run(String... args) {
    return new Cli(folder).run(args);
  }

  private static Cli.Answer ok(Cli.Answer answer) {
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer;
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("schema.yaml"), text);
  }
}
