package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Views, triggers, routines and events of MySQL and MariaDB, with all that belongs to them. */
class MysqlObjectsTest {
  private static final String TRIGGERS =
      "CREATE TABLE t(id int primary key, v int);"
          + " CREATE TRIGGER a BEFORE UPDATE ON t FOR EACH ROW SET NEW.v=1;"
          + " CREATE TRIGGER b BEFORE UPDATE ON t FOR EACH ROW FOLLOWS a SET NEW.v=2;"
          + " CREATE TRIGGER c BEFORE UPDATE ON t FOR EACH ROW FOLLOWS b SET NEW.v=3;";

  @TempDir Path folder;

  private StandardRun run(TestServer server, String start) {
    return new StandardRun(folder, server).start(start);
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void a_trigger_that_is_replaced_fires_in_its_place(TestServer server) {
    run(server, TRIGGERS).target(TRIGGERS.replace("NEW.v=1", "NEW.v=9")).goesForwardAndBack();
    run(server, TRIGGERS).target(TRIGGERS.replace("NEW.v=2", "NEW.v=9")).goesForwardAndBack();
    run(server, TRIGGERS).target(TRIGGERS.replace("NEW.v=3", "NEW.v=9")).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void triggers_come_go_and_trade_places(TestServer server) {
    run(server, TRIGGERS)
        .target(
            "CREATE TABLE t(id int primary key, v int);"
                + " CREATE TRIGGER c BEFORE UPDATE ON t FOR EACH ROW SET NEW.v=3;"
                + " CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW SET NEW.v=4;"
                + " CREATE TRIGGER a BEFORE UPDATE ON t FOR EACH ROW SET NEW.v=1;")
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void a_view_keeps_its_column_names_and_its_algorithm(TestServer server) {
    String start =
        "CREATE TABLE t(id int primary key, a int); INSERT INTO t VALUES (1, 2);"
            + " CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW v (x,y) AS SELECT id,a FROM t;"
            + " CREATE VIEW w AS SELECT x+y AS z FROM v;";
    run(server, start).target(start.replace("id,a FROM t", "id,a+1 FROM t")).goesForwardAndBack();
    run(server, "CREATE TABLE z(id int primary key);").target(start).goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void a_view_that_the_server_does_not_accept_is_an_error_of_the_plan(TestServer server) {
    run(server, "CREATE TABLE t(id int primary key, a int); CREATE VIEW v AS SELECT id,a FROM t;")
        .targetYaml(
            """
            tables:
              t: { columns: { id: int, a: int }, primary_key: [id] }
            objects:
              - CREATE VIEW v AS SELECT id, nosuch FROM t
            """)
        .isRefusedWith(1, "schema.yaml:4:", "nosuch", "UP216");
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void a_trigger_that_the_server_does_not_accept_is_an_error_of_the_plan(TestServer server) {
    run(server, TRIGGERS).change("NEW.v=2", "NEW.w=2").isRefusedWith(1, "schema.yaml:", "UP216");
    run(server, "CREATE TABLE t(id int primary key);")
        .targetYaml(
            """
            tables:
              t: { columns: { id: int }, primary_key: [id] }
            objects:
              - { kind: event, name: e, create: CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO delete frm t }
            """)
        .isRefusedWith(1, "schema.yaml:4:", "UP216");
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void a_view_of_a_column_that_goes_is_an_error_of_the_plan(TestServer server) {
    run(server, "CREATE TABLE t(id int primary key, a int); CREATE VIEW v AS SELECT id,a FROM t;")
        .targetYaml(
            """
            tables:
              t: { columns: { id: int }, primary_key: [id] }
            objects:
              - CREATE VIEW v AS SELECT id, a FROM t
            """)
        .isRefusedWith(1, "schema.yaml:4:", "UP216");
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void a_view_follows_a_rename_forward_and_back(TestServer server) {
    run(
            server,
            "CREATE TABLE job(id int primary key, state varchar(36) not null); INSERT INTO job VALUES (1, 'a');"
                + " CREATE VIEW s AS SELECT state, count(*) n FROM job GROUP BY state;"
                + " CREATE VIEW s2 AS SELECT state FROM s;"
                + " CREATE TRIGGER jt BEFORE UPDATE ON job FOR EACH ROW SET NEW.state = 'x';")
        .targetYaml(
            """
            tables:
              work:
                renamed_from: job
                columns:
                  id: int
                  status: { type: varchar(36), nullable: false, renamed_from: state }
                primary_key: [id]
            objects:
              - CREATE VIEW s AS SELECT status, count(*) n FROM work GROUP BY status
              - CREATE VIEW s2 AS SELECT status FROM s
              - CREATE TRIGGER jt BEFORE UPDATE ON work FOR EACH ROW SET NEW.status = 'x'
            """)
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void routines_and_events_are_replaced_forward_and_back(TestServer server) {
    String start =
        "CREATE TABLE t(id int primary key);"
            + " CREATE FUNCTION f(a int) RETURNS int DETERMINISTIC NO SQL COMMENT 'it''s' RETURN a + 1;"
            + " CREATE PROCEDURE p(IN a int, OUT b int) SQL SECURITY INVOKER SET b = a + 1;"
            + " CREATE VIEW v AS SELECT f(id) AS n FROM t;"
            + " CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'c' DO delete from t;";
    run(server, start)
        .target(start.replace("+ 1", "+ 2").replace("EVERY 1", "EVERY 3"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void what_names_a_dropped_or_renamed_column_is_named_and_needs_approval(TestServer server) {
    String start =
        "CREATE TABLE p(id int primary key, n int); CREATE TABLE q(id int primary key);"
            + " CREATE VIEW pv AS SELECT id, n FROM p;"
            + " CREATE TRIGGER qt AFTER INSERT ON q FOR EACH ROW UPDATE p SET n = NEW.id;";
    run(server, start)
        .targetYaml(
            """
            tables:
              p: { columns: { id: int }, primary_key: [id] }
              q: { columns: { id: int }, primary_key: [id] }
            """)
        .allowing("drop-column")
        .isRefusedWith(3, "--allow drop-object");
    run(server, start)
        .targetYaml(
            """
            tables:
              p: { columns: { id: int, m: { type: int, renamed_from: n } }, primary_key: [id] }
              q: { columns: { id: int }, primary_key: [id] }
            """)
        .allowing("")
        .isRefusedWith(3, "--allow drop-object");
  }
}
