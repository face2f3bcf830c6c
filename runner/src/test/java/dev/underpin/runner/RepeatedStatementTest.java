package dev.underpin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.introspect.Scope;
import dev.underpin.runner.session.EngineSession;
import dev.underpin.runner.session.EngineSession.Failure;
import dev.underpin.runner.session.Sql;
import dev.underpin.testkit.TestServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A statement that a run is not sure of is run again. That it finds its work done is no failure,
 * whatever it makes or removes.
 */
class RepeatedStatementTest {
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE p (id integer PRIMARY KEY, a integer)",
          "CREATE TABLE t (id integer, a integer, b integer)",
          "ALTER TABLE t ADD COLUMN c integer",
          "ALTER TABLE t DROP COLUMN c",
          "ALTER TABLE t RENAME COLUMN b TO d",
          "CREATE VIEW v AS SELECT a FROM t",
          "DROP VIEW v");

  private static final List<String> KEYS =
      List.of(
          "ALTER TABLE t ADD CONSTRAINT t_key PRIMARY KEY (id)",
          "ALTER TABLE t ADD CONSTRAINT t_a UNIQUE (a)",
          "ALTER TABLE t ADD CONSTRAINT t_check CHECK (a > 0)",
          "ALTER TABLE t ADD CONSTRAINT t_p FOREIGN KEY (a) REFERENCES p (id)");

  private static final List<String> MYSQL =
      List.of(
          "CREATE INDEX i ON t (a, d)",
          "DROP INDEX i ON t",
          "ALTER TABLE t DROP FOREIGN KEY t_p",
          "ALTER TABLE t DROP CONSTRAINT t_check",
          "ALTER TABLE t DROP INDEX t_a",
          "ALTER TABLE t DROP PRIMARY KEY",
          "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
          "DROP TRIGGER g",
          "CREATE PROCEDURE r() SELECT 1",
          "DROP PROCEDURE r",
          "CREATE FUNCTION f() RETURNS integer DETERMINISTIC RETURN 1",
          "DROP FUNCTION f",
          "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1",
          "DROP EVENT e",
          "CREATE TABLE q (id integer) PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN (10), PARTITION c VALUES LESS THAN (15))",
          "ALTER TABLE q ADD PARTITION (PARTITION b VALUES LESS THAN (20))",
          "ALTER TABLE q DROP PARTITION b",
          "ALTER TABLE q REMOVE PARTITIONING",
          "RENAME TABLE t TO u",
          "DROP TABLE u");

  private static final List<String> MARIADB = List.of("CREATE SEQUENCE s", "DROP SEQUENCE s");

  private static final List<String> POSTGRESQL =
      List.of(
          "CREATE INDEX i ON t (a, d)",
          "ALTER INDEX i RENAME TO j",
          "DROP INDEX j",
          "ALTER TABLE t RENAME CONSTRAINT t_check TO t_check2",
          "ALTER TABLE t DROP CONSTRAINT t_p",
          "ALTER TABLE t DROP CONSTRAINT t_check2",
          "ALTER TABLE t DROP CONSTRAINT t_a",
          "ALTER TABLE t DROP CONSTRAINT t_key",
          "ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY",
          "ALTER TABLE t ALTER COLUMN id DROP IDENTITY",
          "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
          "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
          "DROP TRIGGER g ON t",
          "DROP FUNCTION f()",
          "CREATE PROCEDURE r() LANGUAGE sql AS 'SELECT 1'",
          "DROP PROCEDURE r()",
          "CREATE AGGREGATE agg (integer) (SFUNC = int4pl, STYPE = integer)",
          "DROP AGGREGATE agg (integer)",
          "CREATE OPERATOR @#@ (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4pl)",
          "DROP OPERATOR @#@ (integer, integer)",
          "CREATE POLICY o ON t USING (true)",
          "DROP POLICY o ON t",
          "CREATE TYPE y AS ENUM ('a')",
          "ALTER TYPE y ADD VALUE 'b'",
          "DROP TYPE y",
          "CREATE DOMAIN n AS integer",
          "ALTER DOMAIN n ADD CONSTRAINT n_check CHECK (VALUE > 0)",
          "ALTER DOMAIN n DROP CONSTRAINT n_check",
          "DROP DOMAIN n",
          "CREATE SEQUENCE s",
          "DROP SEQUENCE s",
          "CREATE MATERIALIZED VIEW m AS SELECT a FROM t",
          "DROP MATERIALIZED VIEW m",
          "CREATE STATISTICS st ON a, d FROM t",
          "DROP STATISTICS st",
          "CREATE COLLATION co FROM \"C\"",
          "DROP COLLATION co",
          "CREATE RULE ru AS ON UPDATE TO t DO NOTHING",
          "DROP RULE ru ON t",
          "CREATE TABLE q (id integer) PARTITION BY RANGE (id)",
          "CREATE TABLE q1 (id integer)",
          "ALTER TABLE q ATTACH PARTITION q1 FOR VALUES FROM (1) TO (10)",
          "ALTER TABLE q DETACH PARTITION q1",
          "CREATE TABLE parent (id integer)",
          "ALTER TABLE q1 INHERIT parent",
          "ALTER TABLE q1 NO INHERIT parent",
          "CREATE SCHEMA sc",
          "ALTER TABLE q1 SET SCHEMA sc",
          "DROP TABLE sc.q1",
          "DROP SCHEMA sc",
          "ALTER TABLE t RENAME TO u",
          "DROP TABLE u");

  private static final List<String> SQLITE =
      List.of(
          "CREATE INDEX i ON t (a, d)",
          "DROP INDEX i",
          "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END",
          "DROP TRIGGER g",
          "ALTER TABLE t RENAME TO u",
          "DROP TABLE u");

  private static List<String> statements(String engine) {
    List<String> all = new ArrayList<>(TABLES);
    if (!engine.equals("sqlite")) all.addAll(KEYS);
    switch (engine) {
      case "sqlite" -> all.addAll(SQLITE);
      case "postgresql" -> all.addAll(POSTGRESQL);
      default -> all.addAll(MYSQL);
    }
    if (engine.equals("mariadb")) all.addAll(MARIADB);
    return all;
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void a_statement_whose_work_is_done_is_known_as_such(TestServer server) throws SQLException {
    List<String> unknown = new ArrayList<>();
    try (Fixture empty = Fixture.of(server);
        EngineSession session = empty.database.engineRunner().start(empty.database, Scope.ALL)) {
      for (String sql : statements(server.engine())) {
        Sql.execute(session.connection(), sql);
        try {
          Sql.execute(session.connection(), sql);
        } catch (SQLException e) {
          if (session.classify(e) != Failure.ALREADY)
            unknown.add(
                "%s: %s %s %s".formatted(sql, e.getErrorCode(), e.getSQLState(), e.getMessage()));
        }
      }
    }
    assertThat(String.join("\n", unknown)).isEmpty();
  }
}
