package dev.underpin.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import dev.underpin.testkit.TestServer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A column in the trash is dropped in the best way that the server has for its table. */
class MysqlPurgeTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#everyMysql";
  private static final String COLUMN = "underpin_trash_" + Tokens.of("m") + "_total";

  /** For which every table is large. */
  private static final RunOptions CAREFUL =
      new RunOptions(Phase.CONTRACT, Duration.ofMillis(200), Duration.ofSeconds(20), 0);

  private static Fixture orders(TestServer server, String key) {
    return Fixture.of(
        server,
        "CREATE TABLE orders (id integer PRIMARY KEY, note text, "
            + COLUMN
            + " integer"
            + key
            + ")",
        "INSERT INTO orders VALUES (1, 'one', 10), (2, 'two', 20)");
  }

  private static void purge(Fixture orders, RunOptions options) {
    orders.runner(options, RunListener.NONE).purge(Optional.empty(), false);
  }

  private static void assertPurged(Fixture orders) {
    assertThat(orders.database.read(Scope.ALL).trash()).isEmpty();
    assertThat(orders.test().value("SELECT group_concat(note ORDER BY id) FROM orders"))
        .isEqualTo("one,two");
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void large_tables_are_not_in_the_way_where_writers_are_not(TestServer server) {
    try (Fixture orders = orders(server, "")) {
      purge(orders, CAREFUL);
      assertPurged(orders);
    }
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void what_would_stop_writers_of_a_large_table_is_refused_with_the_statement(TestServer server) {
    try (Fixture orders = orders(server, ", FULLTEXT KEY words (note)")) {
      if (server.name().equals("mariadb 11.4")) {
        // Others write to a table that it copies.
        purge(orders, CAREFUL);
        assertPurged(orders);
        return;
      }
      assertThatThrownBy(() -> purge(orders, CAREFUL))
          .isInstanceOfSatisfying(
              UnderpinException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
          .hasMessageContaining("The server can only drop orders." + COLUMN)
          .hasMessageContaining(
              "ALTER TABLE `orders` DROP COLUMN `" + COLUMN + "`, ALGORITHM=INPLACE, LOCK=SHARED");
      assertThat(orders.database.read(Scope.ALL).trash()).hasSize(1);
      purge(orders, Fixture.PATIENT);
      assertPurged(orders);
    }
  }

  /** MySQL fails to drop them instantly (error 3507). */
  @ParameterizedTest
  @MethodSource(SERVERS)
  void names_that_the_server_cuts_in_a_letter_are_dropped(TestServer server) {
    try (Fixture orders = orders(server, "")) {
      orders
          .test()
          .execute("ALTER TABLE orders RENAME COLUMN " + COLUMN + " TO " + COLUMN + "_注文の合計金額の合計");
      purge(orders, CAREFUL);
      assertPurged(orders);
    }
  }

  /** MySQL counts how often the columns of a table came and went instantly, to a limit. */
  @ParameterizedTest
  @MethodSource(SERVERS)
  void where_no_more_columns_go_instantly_the_table_is_rebuilt(TestServer server) {
    try (Fixture orders = orders(server, "")) {
      int limit = server.engine().equals("mysql") ? 255 : 3;
      for (int i = 0; i < limit; i++) {
        try {
          orders
              .test()
              .execute("ALTER TABLE orders ADD COLUMN c" + i + " integer, ALGORITHM=INSTANT");
        } catch (RuntimeException e) {
          break;
        }
      }
      purge(orders, CAREFUL);
      assertPurged(orders);
    }
  }
}
