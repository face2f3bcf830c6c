package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A URL of MySQL or MariaDB that names no database: the YAML says which are managed. */
class SeveralDatabasesTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#everyMysql";

  private static final String SHOP =
      """
      tables:
        people.customers:
          columns: { id: int not null, name: varchar(40) }
          primary_key: [id]
        trade.orders:
          columns:
            id: int not null
            customer: int not null
            total: { type: int, nullable: false, default: 0 }
          primary_key: [id]
          indexes: { orders_customer: { columns: [customer] } }
          foreign_keys:
            orders_customer_fk: { columns: [customer], references: people.customers(id) }
          checks: { orders_total: TOTAL >= 0 }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource(SERVERS)
  void are_planned_applied_compared_and_taken_back_together(TestServer server) throws IOException {
    try (Databases dbs = new Databases(server)) {
      write(dbs.named(SHOP));

      ok(run("apply", "--direct", "--yes", "--url", dbs.url));
      dbs.execute(
          "INSERT INTO people.customers VALUES (1, 'a')",
          "INSERT INTO trade.orders VALUES (1, 1, 5)");

      assertThat(ok(run("plan", "--exit-code", "--url", dbs.url)).out()).contains("no changes");
      ok(run("drift", "--url", dbs.url));
      ok(run("drift", "--url", dbs.url, "--schema", "schema.yaml"));
      assertThat(dbs.one.value("SELECT count(*) FROM underpin.underpin_migrations")).isEqualTo("1");
      assertThat(dbs.one.rows("SHOW TABLES LIKE 'underpin%'")).isEmpty();
      assertThat(ok(run("inspect", "--url", dbs.url)).out())
          .contains(dbs.named("  people.customers:"), dbs.named("references: people.customers(id)"))
          .doesNotContain("underpin");

      write(
          dbs.named(SHOP)
              .replace("name: varchar(40)", "full_name: { type: varchar(80), renamed_from: name }")
              .replaceFirst(" +total: .*\n", "")
              .replaceFirst(" +checks: .*\n", ""));
      ok(run("plan", "--save", "less", "--allow", "drop-column", "--url", dbs.url));
      ok(run("apply", "--yes", "--url", dbs.url));
      ok(run("plan", "--exit-code", "--url", dbs.url));
      assertThat(ok(run("status", "--url", dbs.url)).out()).contains("less");
      dbs.execute("ALTER TABLE trade.orders ADD COLUMN extra int");
      Cli.Answer drift = run("drift", "--url", dbs.url);
      assertThat(drift.code()).isEqualTo(2);
      assertThat(drift.out()).contains("extra");
      dbs.execute("ALTER TABLE trade.orders DROP COLUMN extra");

      ok(run("rollback", "--yes", "--url", dbs.url));
      write(dbs.named(SHOP));
      ok(run("plan", "--exit-code", "--url", dbs.url));
      assertThat(dbs.one.value(dbs.named("SELECT total FROM trade.orders"))).isEqualTo("5");
      assertThat(dbs.one.value(dbs.named("SELECT name FROM people.customers"))).isEqualTo("a");
      ok(run("rollback", "--yes", "--url", dbs.url));
      assertThat(
              dbs.one.value(
                  "SELECT count(*) FROM information_schema.tables WHERE table_name = 'orders'"))
          .isEqualTo("0");
      ok(run("purge", "--yes", "--url", dbs.url));
      assertThat(dbs.one.rows("SHOW TABLES")).isEmpty();
      assertThat(dbs.two.rows("SHOW TABLES")).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_database_that_nobody_names_is_asked_for(TestServer server) throws IOException {
    try (Databases dbs = new Databases(server)) {
      write("tables: { loose: { columns: { id: int not null }, primary_key: [id] } }\n");
      Cli.Answer homeless = run("plan", "--url", dbs.url);
      assertThat(homeless.code()).as(homeless.toString()).isEqualTo(1);
      assertThat(homeless.err())
          .contains("The table loose names no database, and neither does the URL")
          .contains("database.loose");

      write("tables: { nowhere_at_all.t: { columns: { id: int not null }, primary_key: [id] } }\n");
      Cli.Answer nowhere = run("apply", "--direct", "--yes", "--url", dbs.url);
      assertThat(nowhere.code()).as(nowhere.toString()).isEqualTo(3);
      assertThat(nowhere.err()).contains("The server has no database nowhere_at_all");
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_view_that_is_compared_by_its_text_is_named(TestServer server) throws IOException {
    try (Databases dbs = new Databases(server)) {
      dbs.execute(
          "CREATE TABLE people.t (id int PRIMARY KEY)",
          "CREATE VIEW people.v AS SELECT id FROM people.t WHERE id > 1");
      write(
          dbs.named(
              "tables: { people.t: { columns: { id: int not null }, primary_key: [id] } }\n"
                  + "objects:\n  - create view people.v as select id from people.t where id>1\n"));

      String plan = ok(run("plan", "--url", dbs.url)).out().replaceAll("\\s+", " ");

      assertThat(plan).contains(dbs.named("people.v: was compared as text"));
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void who_may_not_create_the_history_s_database_is_told_of_it(TestServer server)
      throws IOException {
    try (Databases dbs = new Databases(server)) {
      write(
          dbs.named(
              "tables: { people.t: { columns: { id: int not null }, primary_key: [id] } }\n"));
      String user = "'few" + dbs.people + "'@'localhost'";
      dbs.one.execute("CREATE USER " + user, "GRANT ALL ON " + dbs.people + ".* TO " + user);
      String url = dbs.url.replaceFirst("root@", "few" + dbs.people + "@");

      Cli.Answer refused = run("apply", "--direct", "--yes", "--url", url);
      assertThat(refused.code()).as(refused.toString()).isEqualTo(1);
      assertThat(refused.err())
          .contains("GRANT ALL ON underpin.*", "or name in the URL the database");

      dbs.one.execute("GRANT ALL ON underpin.* TO " + user);
      ok(run("apply", "--direct", "--yes", "--url", url));
      dbs.one.execute("DROP USER " + user);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void a_run_on_one_of_them_is_waited_for(TestServer server) throws Exception {
    String lock = "concat('underpin.', left(sha2(database(), 256), 40))";
    try (Databases dbs = new Databases(server);
        Connection other = dbs.two.connect();
        Statement statement = other.createStatement()) {
      write(dbs.named(SHOP));
      // As a run does whose URL names this one.
      statement.execute("DO GET_LOCK(" + lock + ", 0)");

      Cli.Answer waited = run("apply", "--direct", "--yes", "--wait", "1s", "--url", dbs.url);
      assertThat(waited.code()).as(waited.toString()).isEqualTo(4);
      assertThat(waited.err()).contains("session ", " of root from ");
      assertThat(dbs.one.rows("SHOW TABLES")).isEmpty();

      statement.execute("DO RELEASE_LOCK(" + lock + ")");
      ok(run("apply", "--direct", "--yes", "--wait", "1s", "--url", dbs.url));
      assertThat(dbs.two.value("SELECT IS_FREE_LOCK(" + lock + ")")).isEqualTo("1");
    }
  }

  /** Two databases, by the names that the texts of this test give them. */
  private static final class Databases implements AutoCloseable {
    final TestDatabase one;
    final TestDatabase two;
    final String people;
    final String trade;
    final String url;

    Databases(TestServer server) {
      one = server.newDatabase();
      two = server.newDatabase();
      people = String.valueOf(one.value("SELECT database()"));
      trade = String.valueOf(two.value("SELECT database()"));
      url = one.url().replaceFirst("/[^/]*$", "/");
    }

    String named(String text) {
      return text.replace("people.", people + ".").replace("trade.", trade + ".");
    }

    void execute(String... statements) {
      for (String sql : statements) one.execute(named(sql));
    }

    @Override
    public void close() {
      two.close();
      one.execute("DROP DATABASE IF EXISTS underpin");
      one.close();
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
