package dev.underpin.dialect.sqlite.references;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.model.SqlText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameReferencesTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\u0001',
      value = {
        "status > 0 => state > 0",
        "STATUS > 0 => state > 0",
        "\"status\" > 0 => \"state\" > 0",
        "[status] || `status` => \"state\" || \"state\"",
        "orders.status > 0 => orders.state > 0",
        "status <> 'status' => state <> 'status'",
        "status(status) => status(state)",
        "statuses > 0 => statuses > 0",
        "a /* status */ > 0 => a /* status */ > 0",
        "cast(a as status) => cast(a as status)",
        "a collate status => a collate status"
      })
  void a_column_is_renamed_where_it_is_meant(String expression, String renamed) {
    assertThat(NameReferences.renameColumn(SqlText.of(expression), "status", "state").written())
        .isEqualTo(renamed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "lower(Status) = 'x'", "a and not \"status\""})
  void a_mention_is_seen(String expression) {
    assertThat(NameReferences.mentionsColumn(expression, "status")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'status'", "status()", "statuses", "a -- status"})
  void what_only_looks_like_one_is_not(String expression) {
    assertThat(NameReferences.mentionsColumn(expression, "status")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\u0001',
      value = {
        "CREATE VIEW v AS SELECT a FROM t => CREATE VIEW v AS SELECT a FROM \"n\"",
        "CREATE VIEW v AS SELECT t.a, t FROM T WHERE t.b = 't' => CREATE VIEW v AS SELECT \"n\".a, t FROM \"n\" WHERE \"n\".b = 't'",
        "CREATE VIEW v AS SELECT * FROM x, t JOIN t AS u ON t = 1 => CREATE VIEW v AS SELECT * FROM x, \"n\" JOIN \"n\" AS u ON t = 1",
        "CREATE VIEW v AS SELECT a FROM x WHERE b IN (SELECT c FROM t), t => CREATE VIEW v AS SELECT a FROM x WHERE b IN (SELECT c FROM \"n\"), t",
        "CREATE VIEW v AS SELECT f(a, t) FROM x => CREATE VIEW v AS SELECT f(a, t) FROM x",
        "CREATE TRIGGER g AFTER UPDATE OF t ON t BEGIN UPDATE t SET a = 1; DELETE FROM t; INSERT INTO t (t) VALUES (1); END => CREATE TRIGGER g AFTER UPDATE OF t ON \"n\" BEGIN UPDATE \"n\" SET a = 1; DELETE FROM \"n\"; INSERT INTO \"n\" (t) VALUES (1); END",
        "CREATE VIEW v AS SELECT a FROM main.t WHERE b IN t => CREATE VIEW v AS SELECT a FROM main.\"n\" WHERE b IN \"n\"",
        "CREATE INDEX i ON t (t) => CREATE INDEX i ON \"n\" (t)"
      })
  void a_table_is_renamed_where_a_table_is_meant(String statement, String renamed) {
    assertThat(NameReferences.renameTable(SqlText.of(statement), "t", "n").written())
        .isEqualTo(renamed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\u0001',
      value = {
        "CREATE VIEW v AS WITH c AS (SELECT a FROM x) SELECT a FROM c, (y JOIN z USING (a)) => x c y z",
        "CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN INSERT OR REPLACE INTO x SELECT NEW.a FROM y; UPDATE OR IGNORE z SET a = 1; END => v x NEW y z",
        "CREATE VIEW v AS SELECT count(*) FROM a LEFT JOIN b ON a.i = b.i WHERE EXISTS (SELECT 1 FROM d) => a b d"
      })
  void the_tables_of_a_statement_are_known(String statement, String tables) {
    assertThat(NameReferences.tables(statement)).containsExactlyInAnyOrder(tables.split(" "));
  }
}
