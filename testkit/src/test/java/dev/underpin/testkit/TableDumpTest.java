package dev.underpin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableDumpTest {
  @Test
  void keeps_sqlites_storage_classes_apart() {
    try (TestDatabase db = TestServers.sqlite().newDatabase()) {
      db.execute(
          "CREATE TABLE t (a)",
          "INSERT INTO t VALUES (1), ('1'), (1.0), (x'31'), (NULL), ('it''s')");

      assertThat(db.dump().get("t"))
          .containsExactlyInAnyOrder("a=1", "a='1'", "a=1.0", "a=X'31'", "a=NULL", "a='it''s'");
    }
  }

  @Test
  void shows_postgresqls_values_as_their_text() {
    try (TestDatabase db = TestServers.postgresql().newDatabase()) {
      db.execute(
          "CREATE TABLE t (a text, j jsonb, n numeric(6,2), d timestamptz, l int[])",
          "INSERT INTO t VALUES ('', 'null', 1.50, '2026-01-02 03:04:05+00', '{1,NULL}'),"
              + " (NULL, NULL, NULL, NULL, NULL)");

      assertThat(db.dump().get("t"))
          .containsExactly(
              "a='', d='2026-01-02 03:04:05+00', j='null', l='{1,NULL}', n='1.50'",
              "a=NULL, d=NULL, j=NULL, l=NULL, n=NULL");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void sees_no_order_of_rows_or_columns(TestServer server) {
    try (TestDatabase one = server.newDatabase();
        TestDatabase other = server.newDatabase()) {
      String odd =
          server.engine().equals("mysql") || server.engine().equals("mariadb")
              ? "`B c`"
              : "\"B c\"";
      one.execute(
          "CREATE TABLE t (a text, " + odd + " text)",
          "INSERT INTO t VALUES ('1', '2'), ('3', '4')");
      other.execute(
          "CREATE TABLE t (" + odd + " text, a text)",
          "INSERT INTO t VALUES ('4', '3'), ('2', '1')");

      assertThat(one.dump()).isEqualTo(other.dump());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#all")
  void leaves_out_what_is_underpins_own(TestServer server) {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE TABLE underpin_ledger (id integer)",
          "CREATE TABLE t (underpin_trash_1 text, a text)",
          "INSERT INTO t VALUES ('old', 'new')",
          "CREATE TABLE bare (underpin_trash_1 text)");

      assertThat(db.dump()).isEqualTo(Map.of("t", List.of("a='new'"), "bare", List.of()));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void names_the_schema_where_it_is_not_public(TestServer server) {
    try (TestDatabase db = server.newDatabase()) {
      db.execute(
          "CREATE SCHEMA auth",
          "CREATE SCHEMA underpin_trash",
          "CREATE TABLE auth.users (id int)",
          "CREATE TABLE underpin_trash.users (id int)",
          "CREATE TABLE parent (id int)",
          "CREATE TABLE child () INHERITS (parent)",
          "INSERT INTO child VALUES (1)");

      assertThat(db.dump())
          .isEqualTo(
              Map.of("auth.users", List.of(), "parent", List.of(), "child", List.of("id='1'")));
    }
  }
}
