package dev.underpin.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On MySQL and MariaDB no setting of the tool's session changes values, defaults or objects. */
@Isolated("it changes settings of the server")
class ServerEnvironmentTest {
  @TempDir Path folder;

  /** The server with other settings, until it is closed. */
  private record Settings(TestDatabase admin, String back) implements AutoCloseable {
    static Settings set(TestServer server, String name, String value) {
      TestDatabase admin = server.newDatabase();
      String before = admin.rows("SELECT @@GLOBAL." + name).get(0).get(0);
      admin.execute("SET GLOBAL " + name + " = '" + value + "'");
      return new Settings(admin, "SET GLOBAL " + name + " = '" + before + "'");
    }

    @Override
    public void close() {
      admin.execute(back);
      admin.close();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void times_keep_their_value_when_their_type_changes(TestServer server) {
    try (Settings zone = Settings.set(server, "time_zone", "+05:00")) {
      assertThat(zone).isNotNull();
      new StandardRun(folder, server)
          .start(
              "CREATE TABLE visit(id int primary key, at timestamp not null default '2020-01-01 12:00:00', d datetime);"
                  + " INSERT INTO visit VALUES (1,'2024-03-01 10:00:00','2024-03-01 10:00:00'),(2,default,NULL);")
          .target(
              "CREATE TABLE visit(id int primary key, at datetime not null default current_timestamp, d timestamp null);")
          .goesForwardAndBack();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void a_default_of_a_timestamp_is_written_as_the_server_reads_it(TestServer server) {
    try (Settings zone = Settings.set(server, "time_zone", "-08:00")) {
      assertThat(zone).isNotNull();
      new StandardRun(folder, server)
          .start("CREATE TABLE t(id int primary key);")
          .target(
              "CREATE TABLE t(id int primary key, seen timestamp not null default '2021-07-01 00:00:00');"
                  + " CREATE TABLE u(a timestamp not null default '2020-02-29 23:00:00');")
          .goesForwardAndBack();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void an_event_that_is_replaced_keeps_its_time_zone(TestServer server) {
    try (Settings zone = Settings.set(server, "time_zone", "+05:00")) {
      assertThat(zone).isNotNull();
      new StandardRun(folder, server)
          .start(
              "CREATE TABLE records(id int primary key);"
                  + " CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' DO delete from records;"
                  + " SET time_zone = '-03:00';"
                  + " CREATE EVENT other ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' DO delete from records;")
          .change("EVERY 1 DAY", "EVERY 2 DAY")
          .goesForwardAndBack();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void objects_keep_the_environment_in_which_they_were_made(TestServer server) {
    String start =
        "CREATE TABLE t(id int primary key, v varchar(20));"
            + " SET NAMES utf8mb4 COLLATE utf8mb4_bin; SET sql_mode = 'PIPES_AS_CONCAT';"
            + " CREATE FUNCTION f(a varchar(20)) RETURNS int DETERMINISTIC NO SQL RETURN a || 'x' = 'AX';"
            + " CREATE PROCEDURE p() SELECT '1';"
            + " CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.v = '1' || NEW.v;"
            + " CREATE VIEW w AS SELECT id, v, 1 AS n FROM t;";
    new StandardRun(folder, server)
        .start(start)
        .target(start.replace("'1'", "'2'").replace("'x'", "'y'").replace("1 AS n", "2 AS n"))
        .goesForwardAndBack();
  }
}
