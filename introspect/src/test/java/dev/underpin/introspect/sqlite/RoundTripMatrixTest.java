package dev.underpin.introspect.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every form of a table: made by SQL, read, declared again and made again, it is always the same.
 */
class RoundTripMatrixTest {
  private static final List<String> TYPES =
      List.of(
          "",
          "INTEGER",
          "int",
          "BIGINT",
          "varchar(255)",
          "VARCHAR (10)",
          "numeric(12, 2)",
          "double precision",
          "Boolean",
          "timestamptz",
          "json",
          "text[]",
          "\"Odd Type\"",
          "BLOB SUB_TYPE TEXT",
          "UNSIGNED BIG INT(8)");
  private static final List<String> STRICT_TYPES =
      List.of("INT", "integer", "Real", "TEXT", "BLOB", "any");
  private static final List<String> DEFAULTS =
      List.of(
          "",
          "DEFAULT 0",
          "DEFAULT -1.50",
          "DEFAULT +1",
          "DEFAULT 'it''s'",
          "DEFAULT ''",
          "DEFAULT NULL",
          "DEFAULT TRUE",
          "DEFAULT x'00fF'",
          "DEFAULT CURRENT_TIMESTAMP",
          "DEFAULT (1 + 2)",
          "DEFAULT ((1))",
          "DEFAULT (lower(hex(randomblob(16))))",
          "DEFAULT \"quoted\"",
          "DEFAULT bare",
          "DEFAULT (datetime('now', '-1 day'))",
          "DEFAULT 'a -- b /* c */'",
          "DEFAULT 1e3",
          "DEFAULT 0xFF",
          "DEFAULT ('x' || /* why */ 'y')");
  private static final List<String> NULLABILITY =
      List.of("", "NULL", "NOT NULL", "CONSTRAINT nn NOT NULL", "NOT NULL ON CONFLICT IGNORE");
  private static final List<String> NUMBERED =
      List.of(
          "id INTEGER PRIMARY KEY",
          "id integer primary key autoincrement",
          "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
          "id INTEGER PRIMARY KEY DESC",
          "id INTEGER, PRIMARY KEY (id DESC)",
          "id INT PRIMARY KEY",
          "id BIGINT PRIMARY KEY NOT NULL",
          "id INTEGER CONSTRAINT pk PRIMARY KEY ON CONFLICT REPLACE AUTOINCREMENT",
          "id INTEGER, PRIMARY KEY (id AUTOINCREMENT)",
          "id TEXT COLLATE NOCASE PRIMARY KEY ON CONFLICT FAIL",
          "id INTEGER, b TEXT, CONSTRAINT pk PRIMARY KEY (b, id DESC)",
          "id INTEGER, b TEXT, PRIMARY KEY (b COLLATE NOCASE, id)",
          "\"key\" TEXT PRIMARY KEY",
          "key INTEGER PRIMARY KEY");
  private static final List<String> CONSTRAINTS =
      List.of(
          "a INT UNIQUE",
          "a INT, UNIQUE (a), UNIQUE (a)",
          "a INT, b INT, CONSTRAINT u UNIQUE (b, a DESC) ON CONFLICT REPLACE",
          "a TEXT, UNIQUE (a COLLATE NOCASE)",
          "a INT CHECK (a > 0) CHECK (a < 10)",
          "a INT, CONSTRAINT \"odd \"\"name\" CHECK (a IN (1, 2))",
          "a TEXT CHECK (a <> ')' AND a NOT LIKE '%--%')",
          "a INT, CHECK ((a > 0)) ON CONFLICT FAIL",
          "a INT CHECK (a BETWEEN 1 AND 2 OR a IS NULL)",
          "a INT REFERENCES p",
          "a INT REFERENCES P (ID) ON DELETE CASCADE",
          "a INT CONSTRAINT f REFERENCES p (id) ON UPDATE SET NULL ON DELETE SET DEFAULT DEFERRABLE INITIALLY DEFERRED",
          "a INT, b INT, FOREIGN KEY (a, b) REFERENCES t (b, a) MATCH FULL NOT DEFERRABLE",
          "a INT, FOREIGN KEY (a) REFERENCES p (Id) ON DELETE RESTRICT DEFERRABLE",
          "a TEXT COLLATE rtrim",
          "a TEXT COLLATE BINARY",
          "a INT, g INT GENERATED ALWAYS AS (a * 2) STORED",
          "a INT, g AS (a || 'x')",
          "a INT, g TEXT NOT NULL GENERATED ALWAYS AS (CAST(a AS TEXT)) VIRTUAL UNIQUE",
          "a INT, \"b c\" INT, [d] INT, `e` INT, UNIQUE (\"b c\", [d], `e`)");
  private static final List<String> INDEXES =
      List.of(
          "CREATE INDEX i ON t (a)",
          "CREATE UNIQUE INDEX i ON t (a DESC, b)",
          "CREATE INDEX i ON t (a ASC, b)",
          "CREATE INDEX i ON t (B COLLATE NOCASE)",
          "CREATE INDEX i ON t (lower(b))",
          "CREATE INDEX i ON t (a + 1 DESC, (b || 'x'))",
          "CREATE INDEX i ON t (a) WHERE b IS NOT NULL AND b <> ''",
          "CREATE UNIQUE INDEX \"odd \"\"i\" ON t (a) WHERE (a > 0)",
          "CREATE INDEX i ON t (substr(b, 1, 3) COLLATE NOCASE)",
          "CREATE INDEX i ON t (CASE WHEN a > 0 THEN b END)");
  private static final List<String> FORMS =
      List.of("", " STRICT", " WITHOUT ROWID", " WITHOUT ROWID, STRICT");

  @ParameterizedTest
  @MethodSource("columns")
  void every_column_comes_back(String sql) throws Exception {
    comesBack(sql);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void every_primary_key_comes_back(String sql) throws Exception {
    comesBack(sql);
  }

  @ParameterizedTest
  @MethodSource("constraints")
  void every_constraint_comes_back(String sql) throws Exception {
    comesBack(sql);
  }

  @ParameterizedTest
  @MethodSource("indexes")
  void every_index_comes_back(String sql) throws Exception {
    comesBack("CREATE TABLE t (a INT, b TEXT)", sql);
  }

  /**
   * All types with all defaults in one table per nullability and form: thousands of pairs, few
   * tables.
   */
  static Stream<String> columns() {
    List<String> tables = new ArrayList<>();
    for (String form : FORMS) {
      List<String> types = form.contains("STRICT") ? STRICT_TYPES : TYPES;
      for (String nullability : NULLABILITY) {
        for (String type : types) {
          StringBuilder sql = new StringBuilder("CREATE TABLE t (k INT PRIMARY KEY");
          for (int i = 0; i < DEFAULTS.size(); i++) {
            sql.append(", c")
                .append(i)
                .append(' ')
                .append(type)
                .append(' ')
                .append(DEFAULTS.get(i))
                .append(' ')
                .append(nullability);
          }
          tables.add(sql.append(')').append(form).toString());
        }
      }
    }
    return tables.stream();
  }

  static Stream<String> keys() {
    return FORMS.stream()
        .flatMap(form -> NUMBERED.stream().map(key -> "CREATE TABLE t (" + key + ")" + form))
        .filter(
            sql ->
                !(sql.contains("ROWID")
                    && sql.toUpperCase(java.util.Locale.ROOT).contains("AUTOINCREMENT")))
        .filter(sql -> !(sql.contains("STRICT") && sql.contains("BIGINT")));
  }

  static Stream<String> constraints() {
    return FORMS.stream()
        .filter(form -> !form.contains("STRICT"))
        .flatMap(
            form ->
                CONSTRAINTS.stream()
                    .map(
                        c ->
                            "CREATE TABLE t ("
                                + c
                                + (form.isEmpty() ? "" : ", PRIMARY KEY (a)")
                                + ")"
                                + form));
  }

  static Stream<String> indexes() {
    return INDEXES.stream();
  }

  private static void comesBack(String... sql) throws Exception {
    try (SqliteFixture db = new SqliteFixture("CREATE TABLE p (Id INTEGER PRIMARY KEY)")) {
      db.execute(sql);
      db.assertDeclaringWhatIsReadIsNoChange();
      db.assertTheModelMakesTheSame();
    }
  }
}
