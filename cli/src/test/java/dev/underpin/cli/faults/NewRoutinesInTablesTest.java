package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A part of a table names a type or routine that is new, or changes, in the same plan. The server
 * gives its canonical form all the same.
 */
class NewRoutinesInTablesTest {
  private static final String F =
      "CREATE FUNCTION f(x text) RETURNS int LANGUAGE sql IMMUTABLE AS $$ select 1 $$";
  private static final String OTHER_F =
      "CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ select 2 $$";
  private static final String START =
      "create table t(id int primary key, n int); insert into t values (1, 5), (2, null);";

  @TempDir Path folder;

  static Iterable<TestServer> servers() {
    return TestServers.somePostgresql();
  }

  private StandardRun run(TestServer server, String start) {
    return new StandardRun(folder, server).start(start);
  }

  private static String object(String kind, String name, String create) {
    return "  - { kind: %s, name: %s, create: \"%s\" }\n".formatted(kind, name, create);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_default_calls_a_new_function(TestServer server) {
    run(server, "")
        .targetYaml(
            """
            tables:
              m: { columns: { id: int not null, n: pos, a: addr }, primary_key: [id] }
              t: { columns: { id: int not null, lv: "int default f('x')" }, primary_key: [id] }
            objects:
            """
                + object(
                    "function",
                    "is_positive(integer)",
                    "CREATE FUNCTION is_positive(x int) RETURNS boolean LANGUAGE sql IMMUTABLE AS"
                        + " $$ select x > 0 $$")
                + object("function", "f(text)", F)
                + object("domain", "pos", "CREATE DOMAIN pos AS int CHECK (is_positive(VALUE))")
                + object("composite type", "addr", "CREATE TYPE addr AS (street text, floor pos)"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void each_part_of_a_table_calls_one(TestServer server) {
    run(server, START)
        .targetYaml(
            """
            tables:
              t:
                columns:
                  id: int not null
                  n: int
                  lv: int default f('x')
                  g: { type: int, generated: { expression: f('a') + n, stored: true } }
                  p: pos default '3'
                  a: { type: addr, default: "row('a', 1)::addr" }
                primary_key: [id]
                checks: { t_n: "n < f('y') + 100" }
                indexes: { t_f: { columns: [(f('z' || n::varchar))], where: "n > f('b')" } }
            objects:
            """
                + object("function", "f(text)", F)
                + object("function", "f(integer)", OTHER_F)
                + object("domain", "pos", "CREATE DOMAIN pos AS int CHECK (f(VALUE) > 0)")
                + object("composite type", "addr", "CREATE TYPE addr AS (street text, floor pos)"))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_new_function_has_the_name_of_one_that_stays(TestServer server) {
    run(server, OTHER_F + "; create table t(id int primary key, n int default f(1));")
        .targetYaml(
            """
            tables:
              t:
                columns: { id: int not null, n: int default f(1), m: "int default f('1')", k: int default f(2) }
                primary_key: [id]
            objects:
            """
                + object("function", "f(text)", F)
                + object("function", "f(integer)", OTHER_F))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void a_new_default_calls_a_function_whose_body_changes(TestServer server) {
    run(server, F + "; create table t(id int primary key);")
        .targetYaml(
            """
            tables:
              t: { columns: { id: int not null, m: "int default f('1')" }, primary_key: [id] }
            objects:
            """
                + object("function", "f(text)", F.replace("select 1", "select 7")))
        .goesForwardAndBack();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void types_and_functions_of_another_schema_are_new(TestServer server) {
    run(server, "create schema app; create table t(id int primary key);")
        .targetYaml(
            """
            tables:
              t:
                columns:
                  id: int not null
                  m: int default app.f('1')
                  p: app.pos default '3'
                  a: { type: app.addr, default: "row('a', 1)::app.addr" }
                primary_key: [id]
                checks: { t_n: "m < app.f('y') + 100" }
              app.u:
                columns: { id: int not null, m: int default app.f('1'), p: app.pos }
                primary_key: [id]
            objects:
            """
                + object("function", "app.f(text)", F.replace("f(", "app.f("))
                + object("domain", "app.pos", "CREATE DOMAIN app.pos AS int CHECK (VALUE > 0)")
                + object(
                    "composite type",
                    "app.addr",
                    "CREATE TYPE app.addr AS (street text, floor app.pos)"))
        .goesForwardAndBack();
  }
}
