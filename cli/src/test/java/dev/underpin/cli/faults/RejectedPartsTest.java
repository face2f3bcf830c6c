package dev.underpin.cli.faults;

import dev.underpin.cli.StandardRun;
import dev.underpin.testkit.TestServer;
import dev.underpin.testkit.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a server does not accept in a table is an error of the YAML with its place, and nothing has
 * run. What only the scratch place lacks is none.
 */
class RejectedPartsTest {
  private static final String TABLE = "create table t(id int primary key, n int);";
  private static final String F =
      "create function f(x int) returns int language sql immutable as $$select 1$$;";
  private static final String DECLARED_F =
      "objects:\n"
          + object(
              "function",
              "f(integer)",
              "CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS $$select 1$$");

  @TempDir Path folder;

  private static String object(String kind, String name, String create) {
    return "  - { kind: %s, name: %s, create: \"%s\" }\n".formatted(kind, name, create);
  }

  private static String yaml(String columns, String rest) {
    return "tables:\n  t:\n    columns:\n      id: integer not null\n      n: integer\n"
        + (columns.isEmpty() ? "" : "      " + columns + "\n")
        + "    primary_key: [id]\n"
        + (rest.isEmpty() ? "" : "    " + rest + "\n");
  }

  private void isRefused(TestServer server, String start, String yaml, String... texts) {
    new StandardRun(folder, server).start(start).targetYaml(yaml).isRefusedWith(1, texts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "x: integer default nosuch()|function nosuch() does not exist",
        "x: integer default 'abc'|invalid input syntax for type integer",
        "x: integer default now()|is of type integer but default",
        "x: date default 'not a date'|invalid input syntax for type date",
        "x: nosuch|type \"nosuch\" does not exist",
        "x: numeric(2000)|precision 2000",
        "x: { type: text, collation: nosuch }|collation \"nosuch\"",
        "x: { type: integer, collation: C }|collations are not supported",
        "x: { type: integer, generated: { expression: nocol + 1, stored: true } }|\"nocol\" does not",
        "x: { type: timestamptz, generated: { expression: now(), stored: true } }|not immutable",
        "x: { type: text, identity: true }|identity column type",
        "x: { type: integer, storage: extended }|storage PLAIN",
      })
  void a_column_that_postgresql_does_not_accept(String column, String words) {
    for (String start : new String[] {"", TABLE})
      isRefused(
          TestServers.postgresql(),
          start,
          yaml(column, ""),
          "schema.yaml:6:7: error: the server does not accept it",
          words.substring(0, Math.min(words.length(), 18)),
          "UP216");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "checks: { k: nocol > 1 }|15",
        "checks: { k: n + 1 }|15",
        "checks: { k: \"n ~~ 3\" }|15",
        "checks: { k: nosuch(n) > 1 }|15",
        "indexes: { i: { columns: [(nosuch(n))] } }|16",
        "indexes: { i: { columns: [n], where: nocol > 1 } }|16",
        "indexes: { i: { columns: [n nosuch_ops] } }|16",
        "indexes: { i: { columns: [n], using: gin } }|16",
        "indexes: { i: { columns: [n], using: hash, unique: true } }|16",
        "indexes: { i: { columns: [n], with: { fillfactor: 500 } } }|16",
        "exclusions: { e: \"EXCLUDE USING gist (n WITH =)\" }|19",
        "with: { nosuch: 1 }|3",
        "tablespace: nosuch|3",
      })
  void another_part_that_postgresql_does_not_accept(String part, String column) {
    isRefused(
        TestServers.postgresql(),
        TABLE,
        yaml("", part),
        ":" + column + ": error: the server does not accept it",
        "UP216");
  }

  @Test
  void a_virtual_column_calls_a_function_of_somebody() {
    String virtual = "x: { type: integer, generated: { expression: f(n) } }";
    String words = "generation expression uses user-defined function";
    TestServer server = TestServers.postgresql(18);
    isRefused(server, "", yaml(virtual, "") + DECLARED_F, ":6:7: error:", words);
    isRefused(server, F, yaml(virtual, "") + DECLARED_F, ":6:7: error:", words);
    isRefused(server, F + TABLE, yaml(virtual, "") + DECLARED_F, ":6:7: error:", words);
    for (String before :
        new String[] {
          "x int generated always as (n + 1)", "x int generated always as (f(n)) stored", "x int"
        })
      isRefused(
          server,
          F + "create table t(id int primary key, n int, " + before + ");",
          yaml(virtual, "") + DECLARED_F,
          ":6:7: error:",
          words);
  }

  @Test
  void a_virtual_column_has_or_uses_a_type_of_somebody() {
    TestServer server = TestServers.postgresql(18);
    String mood = "enums: { mood: [a, b] }\n";
    String domain =
        "objects:\n" + object("domain", "pos", "CREATE DOMAIN pos AS int CHECK (VALUE > 0)");
    isRefused(
        server,
        "",
        mood + yaml("x: { type: mood, generated: { expression: \"'a'::mood\" } }", ""),
        ":7:7: error:",
        "cannot have a user-defined type");
    isRefused(
        server,
        "",
        yaml("x: { type: int, generated: { expression: n::pos + 1 } }", "") + domain,
        ":6:7: error:",
        "uses user-defined type");
    String start = TABLE.replace("n int", "n int, x int generated always as (n + 1)");
    isRefused(
        server,
        start,
        yaml("x: { type: integer, generated: { expression: n + 1 } }", "")
                .replace("n: integer", "n: pos")
            + domain,
        ":6:7: error:",
        "uses user-defined type");
  }

  @Test
  void what_stays_as_it_is_no_longer_fits_a_column() {
    TestServer server = TestServers.postgresql();
    isRefused(
        server,
        "create table t(id int primary key, n int, constraint k check (n > 1));",
        yaml("", "checks: { k: n > 1 }").replace("n: integer", "n: text"),
        ":7:15: error:",
        "operator does not exist");
    isRefused(
        server,
        "create table t(id int primary key, n jsonb); create index i on t(n);",
        yaml("", "indexes: { i: [n] }").replace("n: integer", "n: json"),
        ":7:16: error:",
        "no default operator class");
  }

  @Test
  void an_object_that_postgresql_does_not_accept() {
    for (String object :
        new String[] {
          object("view", "v", "CREATE VIEW v AS SELECT nocol FROM t"),
          object("view", "v", "CREATE VIEW v AS SELECT 1 FROM nosuch"),
          object(
              "function", "g()", "CREATE FUNCTION g() RETURNS nosuch LANGUAGE sql AS 'select 1'"),
          object("domain", "d", "CREATE DOMAIN d AS nosuch"),
          "  - { kind: trigger, name: tr, table: t, create: \"CREATE TRIGGER tr BEFORE INSERT ON t FOR"
              + " EACH ROW EXECUTE FUNCTION nosuch()\" }\n"
        })
      for (String start : new String[] {"", TABLE})
        isRefused(
            TestServers.postgresql(),
            start,
            yaml("", "") + "objects:\n" + object,
            "schema.yaml:8:5: error: the server does not accept it");
  }

  @Test
  void what_the_scratch_place_lacks_is_no_error() {
    TestServer server = TestServers.postgresql();
    new StandardRun(folder, server)
        .start(
            "create type mood as enum ('a', 'b'); create function calm(x mood) returns boolean"
                + " language sql immutable as $$select true$$; create table t(id int primary key,"
                + " n int); create schema app;")
        .targetYaml(
            "enums: { mood: [a, b, c] }\nschemas: [app]\nsequences: { app.s: {} }\n"
                + yaml(
                    "m: mood default 'c'\n      s: bigint default nextval('app.s')",
                    "checks: { k: calm(m) }")
                + "objects:\n"
                + object(
                    "function",
                    "calm(mood)",
                    "CREATE FUNCTION calm(x mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$select"
                        + " true$$"))
        .goesForwardAndBackByCommands();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "x: int default 'abc'||6:7",
        "x: date default 'not a date'||6:7",
        "x: decimal(90,2)||6:7",
        "x: enum('a','b') default 'c'||6:7",
        "x: { type: varchar(10), collation: nosuch }||6:7",
        "x: { type: int, generated: { expression: nocol + 1, stored: true } }||6:7",
        "|checks: { k: nocol > 1 }|7:15",
        "|checks: { k: \"n > > 3\" }|7:15",
        "|indexes: { i: { columns: [n], using: fulltext } }|7:16",
        "|engine: nosuch|2:3",
        "|partition_by: foo (n)|2:3",
      })
  void a_part_that_mysql_or_mariadb_does_not_accept(String column, String part, String place) {
    for (TestServer server : TestServers.someMysql())
      isRefused(
          server,
          TABLE,
          yaml(column == null ? "" : column, part == null ? "" : part),
          "schema.yaml:" + place + ": error: the server does not accept it",
          "UP216");
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void what_mysql_and_mariadb_accept_is_tried_without_a_trace(TestServer server) {
    new StandardRun(folder, server)
        .start(TABLE)
        .target(
            "create table t(id int primary key, n int, x varchar(3000) character set latin1, y text,"
                + " z int not null, e enum('a','b') default 'b', key y (y(20)), key x (x), unique z"
                + " (z), fulltext f (y)) row_format=dynamic; create table u(a int, b int not null"
                + " auto_increment, key (b), g int as (a + 1) stored, v varchar(100) collate"
                + " utf8mb4_bin, primary key (v, b)) partition by hash (b) partitions 2;")
        .goesForwardAndBackByCommands();
  }
}
