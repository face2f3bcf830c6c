package dev.underpin.cli;

import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MariaDB: periods of the application, and keys without overlaps. */
class ApplicationPeriodsTest {
  private static final String PLAIN =
      """
      create table rooms (id int not null primary key, room varchar(20), valid_from date not null, valid_to date not null);
      """;
  private static final String ROWS =
      """
      insert into rooms (id, room, valid_from, valid_to) values
        (1, 'a', '2020-01-01', '2021-01-01'), (2, 'a', '2021-01-01', '2022-01-01'), (3, 'b', '2020-05-01', '2020-06-01');
      """;
  private static final String PERIOD =
      PLAIN.replace(
          "valid_to date not null",
          "valid_to date not null, period for valid(valid_from, valid_to)");
  private static final String KEY =
      PERIOD.replace("valid_to))", "valid_to), unique key once (room, valid without overlaps))");

  @TempDir Path folder;

  static List<TestServer> servers() {
    return TestServers.everyMysql().stream()
        .filter(s -> s.toString().toLowerCase(Locale.ROOT).contains("maria"))
        .toList();
  }

  private StandardRun run(TestServer server) {
    return new StandardRun(folder, server);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void they_are_created_as_they_were_read(TestServer server) {
    run(server)
        .start("create table x (a int);")
        .target(
            "create table x (a int);\n"
                + KEY
                + "create table prices (item int, s datetime(3), e datetime(3), period for `of time`(s, e), primary key (item, `of time` without overlaps));")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_period_and_a_key_are_added_and_dropped(TestServer server) {
    run(server).start(PLAIN + ROWS).target(KEY).goesForwardAndBack();
    run(server).start(KEY + ROWS).target(PLAIN).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_key_changes(TestServer server) {
    run(server)
        .start(KEY + ROWS)
        .target(KEY.replace("(room, valid", "(room, id, valid"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_period_changes_its_name_and_a_column_comes(TestServer server) {
    run(server)
        .start(KEY + ROWS)
        .target(
            KEY.replace("valid ", "held ")
                .replace("valid(", "held(")
                .replace("room varchar(20)", "room varchar(20), note int"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void rows_that_overlap_are_found(TestServer server) {
    run(server)
        .start(PERIOD + ROWS + "insert into rooms values (4, 'a', '2020-12-01', '2021-02-01');")
        .target(KEY)
        .isRefusedWith(3, "overlap in time with others of the same room", "UP320");
  }
}
