package dev.underpin.introspect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the dialect says of the server's spelling without asking it is what the server says. */
class KnownConditionsTest {
  private static final List<String> TYPES =
      List.of(
          "text",
          "varchar",
          "varchar(20)",
          "char(3)",
          "smallint",
          "integer",
          "bigint",
          "numeric",
          "numeric(10,2)",
          "real",
          "double precision",
          "boolean",
          "date",
          "timestamptz",
          "uuid",
          "name",
          "citext_like",
          "text[]");

  private static final List<String> COMPARED =
      List.of(
          "C = 'new'",
          "C <> ''",
          "C != 'it''s'",
          "C < 'back\\slash'",
          "C = 'new'::text",
          "C >= 0",
          "C > 100000",
          "C <= 0",
          "C < 999999999",
          "C < 9999999999",
          "C > -1",
          "C > 0.5",
          "0 < C",
          "C = true",
          "C <> false",
          "C = null",
          "C",
          "NOT C",
          "NOT C AND C",
          "C IS NULL",
          "C IS NOT NULL",
          "C IS NOT TRUE",
          "C IN ('a')",
          "C IN ('a', 'b')",
          "C IN ('a', 'it''s', '')",
          "C IN (1)",
          "C IN (1, 2, 3)",
          "C IN (1, 'a')",
          "C NOT IN ('a', 'b')",
          "C = ANY (ARRAY['a', 'b'])",
          "C IS NOT NULL AND C <> 'x'",
          "C IS NULL OR C > 0",
          "(C IS NULL) OR (C > 0)",
          "C IS NULL OR C = 'a' OR C IN ('b', 'c')",
          "C IS NULL OR C > 0 AND C < 9",
          "(C IS NULL OR C > 0) AND C < 9",
          "C > 0 AND C < 9 AND C <> 5 AND other IS NULL",
          "(C > 0 AND C < 9) AND C <> 5",
          "C BETWEEN 1 AND 5",
          "C LIKE 'a%'",
          "C = other",
          "length(C) > 3");

  private static final List<String> NAMES =
      List.of("plain", "\"Odd one\"", "\"select\"", "timestamp");

  private static final int KNOWN_AT_LEAST = 120;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void what_is_said_without_asking_is_what_the_server_says(TestServer server) throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      db.execute("CREATE DOMAIN citext_like AS text");
      Map<QualifiedName, String> written = create(db);
      Map<QualifiedName, Table> live = Declarations.read(db).schema().tables();

      int known = 0;
      for (Map.Entry<QualifiedName, String> entry : written.entrySet()) {
        Table table = live.get(entry.getKey());
        Table declared =
            CanonicalForm.normalize(
                table.withConstraints(
                    List.of(
                        table
                            .constraintsOf(CheckConstraint.class)
                            .get(0)
                            .withExpression(SqlText.of(entry.getValue())))));
        String spelled = condition(table);
        String foreseen = CanonicalForm.knownCondition(declared, condition(declared)).orElse("");
        if (foreseen.isEmpty()) continue;
        assertThat(foreseen).as("%s of %s", entry.getValue(), table.columns()).isEqualTo(spelled);
        assertThat(condition(CanonicalForm.recognize(declared, table))).isEqualTo(spelled);
        known++;
      }
      assertThat(known).isGreaterThan(KNOWN_AT_LEAST);
    }
  }

  /** A table for each condition that the server accepts for a column of the type. */
  private static Map<QualifiedName, String> create(TestDatabase db) throws SQLException {
    Map<QualifiedName, String> written = new LinkedHashMap<>();
    try (Connection connection = db.connect();
        Statement statement = connection.createStatement()) {
      for (String type : TYPES) {
        for (String name : NAMES) {
          // Types do not depend on names, so that each is tried with one of the others only.
          if (!name.equals("plain") && !type.equals("varchar(20)")) continue;
          for (String form : COMPARED) {
            String condition = form.replaceAll("\\bC\\b", name);
            QualifiedName table = new QualifiedName("public", "t" + written.size());
            String columns = name + " " + type + ", other " + type;
            String check = "CHECK (" + condition + ")";
            if (accepts(
                statement, "CREATE TABLE " + table.name() + " (" + columns + ", " + check + ")"))
              written.put(table, condition);
          }
        }
      }
    }
    return written;
  }

  private static boolean accepts(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static String condition(Table table) {
    return table.constraintsOf(CheckConstraint.class).get(0).expression().canonical();
  }
}
