package dev.underpin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.migration.Migration;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A column gets a new name where the servers have faults of their own. */
class ColumnRenameTest {
  private static List<TestServer> mariaDb() {
    return TestServers.everyMysql().stream().filter(s -> s.engine().equals("mariadb")).toList();
  }

  private static final int READERS = 4;

  private static Migration rename(Fixture orders) {
    return orders.migration(
        "m",
        Fixture.contract("rename column a to b")
            .up("ALTER TABLE `or``ders` RENAME COLUMN `a` TO `b`")
            .down("ALTER TABLE `or``ders` RENAME COLUMN `b` TO `a`"));
  }

  private static Fixture orders(TestServer server, String more) {
    return Fixture.of(
        server,
        "CREATE TABLE `or``ders` (id integer PRIMARY KEY, a integer" + more + ")",
        "INSERT INTO `or``ders` (id, a) VALUES (1, 10), (2, 20)");
  }

  @ParameterizedTest
  @MethodSource("mariaDb")
  void what_names_the_column_was_read_under_another_name(TestServer server) {
    for (String more : List.of(", CHECK (a > 0)", ", g integer AS (a + 1)")) {
      try (Fixture orders = orders(server, more)) {
        Migration rename = rename(orders);
        orders.test().value("SELECT count(*) FROM `or``ders` AS x");
        orders.apply(rename);
        orders.test().value("SELECT count(*) FROM `or``ders` AS x");
        orders.runner().rollback(orders.entry("m"), 0);
        assertThat(orders.test().value("SELECT sum(a) FROM `or``ders`")).isEqualTo("30");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("mariaDb")
  void readers_are_many(TestServer server) throws InterruptedException {
    try (Fixture orders = orders(server, ", CHECK (a > 0)")) {
      Migration rename = rename(orders);
      AtomicBoolean ended = new AtomicBoolean();
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        Thread reader =
            new Thread(
                () -> {
                  while (!ended.get()) orders.test().value("SELECT max(id) FROM `or``ders` AS x");
                });
        reader.start();
        readers.add(reader);
      }
      try {
        for (int i = 0; i < 3; i++) {
          orders.apply(rename);
          orders.runner().rollback(orders.entry("m"), 0);
        }
      } finally {
        ended.set(true);
        for (Thread reader : readers) reader.join();
      }
      assertThat(orders.test().value("SELECT sum(a) FROM `or``ders`")).isEqualTo("30");
    }
  }

  /** MySQL 8.0.33 says that there is no such table, and has done it. */
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void what_a_foreign_key_of_two_columns_references(TestServer server) {
    try (Fixture orders =
        Fixture.of(
            server,
            "CREATE TABLE `or``ders` (id integer, a integer, PRIMARY KEY (id, a))",
            "CREATE TABLE items (id integer, a integer,"
                + " CONSTRAINT k FOREIGN KEY (id, a) REFERENCES `or``ders` (id, a))",
            "INSERT INTO `or``ders` VALUES (1, 30)",
            "INSERT INTO items VALUES (1, 30)")) {
      Migration rename =
          orders.migration(
              "m",
              Fixture.contract("rename column a to b")
                  .up("ALTER TABLE `or``ders` RENAME COLUMN `a` TO `b`")
                  .promising(
                      "ALTER TABLE items DROP FOREIGN KEY k",
                      "ALTER TABLE `or``ders` RENAME COLUMN `a` TO `b`",
                      "ALTER TABLE items ADD"
                          + " CONSTRAINT k FOREIGN KEY (id, a) REFERENCES `or``ders` (id, b)")
                  .down("ALTER TABLE `or``ders` RENAME COLUMN `b` TO `a`"));
      orders.apply(rename);
      assertThat(orders.test().value("SELECT b FROM `or``ders`")).isEqualTo("30");
      orders.runner().rollback(orders.entry("m"), 0);
      assertThat(orders.test().value("SELECT a FROM `or``ders`")).isEqualTo("30");
    }
  }
}
