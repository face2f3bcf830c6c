package dev.underpin.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.planner.mysql.kit.TypeConversion;
import dev.underpin.planner.mysql.kit.TypeConversion.Loss;
import dev.underpin.planner.mysql.kit.TypeConversion.Side;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The question to the rows before a change of type finds every value with which the server would
 * fail, for every pair of types of MySQL and MariaDB; with {@code -Dunderpin.versions=all} also
 * that it finds none that would have stayed as it is.
 */
class TypeChangeChecksTest {
  private static final String SERVERS = "dev.underpin.testkit.TestServers#someMysql";
  private static final boolean EACH = "all".equals(System.getProperty("underpin.versions"));
  private static final int NULL_ROW = 1_000;
  private static final String UTF8 = "utf8mb4_general_ci";

  private static final List<String> TEXTS =
      List.of(
          "''",
          "' '",
          "'1'",
          "'1 '",
          "'-1'",
          "'1.'",
          "'1.5'",
          "' 12 '",
          "'1e3'",
          "'1x'",
          "'10'",
          "'300'",
          "'2020'",
          "'123456'",
          "'20200101'",
          "'a'",
          "'a '",
          "'abc'",
          "'a,b'",
          "'é'",
          "'{}'",
          "'#'",
          "'%s'",
          "'null'",
          "'2020-01-01'",
          "'2020-1-1'",
          "'2020-02-30'",
          "'0000-00-00'",
          "'2020-01-01 10:00:00'",
          "'10:11:12'");

  private static final List<String> BYTES =
      List.of("x''", "'a'", "'1'", "x'00ff'", "'2020-01-01'", "'abc'", "'{}'");

  private static final List<String> TARGETS =
      List.of(
          "tinyint",
          "tinyint unsigned",
          "int",
          "bigint unsigned",
          "decimal(4,2)",
          "decimal(12,2)",
          "float",
          "double",
          "varchar(3)",
          "varchar(50)",
          "char(2)",
          "char(60)",
          "tinytext",
          "text",
          "varbinary(2)",
          "varbinary(60)",
          "binary(4)",
          "blob",
          "enum('a','1','b','%s')",
          "set('a','b')",
          "set('a','#','%s')",
          "date",
          "datetime",
          "datetime(6)",
          "timestamp",
          "time",
          "year",
          "bit(1)",
          "bit(16)",
          "json");

  private static Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put(
        "bigint",
        List.of("0", "1", "-1", "127", "300", "101", "1231", "2024", "20200101", "20201301"));
    values.put("tinyint unsigned", List.of("0", "1", "200"));
    values.put(
        "decimal(12,2)", List.of("0", "1.5", "-1.5", "99.99", "2024", "12345678.99", "20200101"));
    values.put("double", List.of("0", "1e30", "-0.5", "1", "20200101", "99.999"));
    values.put("varchar(30)", TEXTS);
    values.put("char(20)", TEXTS);
    values.put("text", TEXTS);
    values.put("varbinary(20)", BYTES);
    values.put("blob", BYTES);
    values.put(
        "enum('a','1','2020-01-01','it''s','abc')",
        List.of("'a'", "'1'", "'2020-01-01'", "'it''s'", "'abc'"));
    values.put("set('a','b','abc')", List.of("''", "'a'", "'b'", "'a,b'", "'abc'"));
    values.put("date", List.of("'2020-01-01'", "'1000-01-01'", "'9999-12-31'"));
    values.put(
        "datetime(3)",
        List.of(
            "'2020-01-01 10:11:12.345'",
            "'1000-01-01 00:00:00'",
            "'9999-12-31 23:59:59.999'",
            "'2020-01-01 00:00:00'"));
    values.put("timestamp", List.of("'2020-01-01 10:11:12'", "'2020-01-01 00:00:00'"));
    values.put("time", List.of("'10:11:12'", "'-10:00:00'", "'838:59:59'", "'00:00:00'"));
    values.put("year", List.of("2020", "1901"));
    values.put("bit(8)", List.of("b'0'", "b'1'", "b'11111111'"));
    values.put(
        "json", List.of("'1'", "'300'", "'null'", "'{}'", "'[1]'", "'\"a\"'", "'\"2020-01-01\"'"));
    return values;
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void what_is_not_found_fits(TestServer server) throws SQLException {
    List<String> wrong = new ArrayList<>();
    try (Changes changes = new Changes(server)) {
      for (Map.Entry<String, List<String>> from : values().entrySet())
        for (String to : TARGETS)
          changes.check(from.getKey(), UTF8, from.getValue(), to, UTF8, wrong);
    }
    assertThat(String.join("\n", wrong)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource(SERVERS)
  void letters_that_a_character_set_does_not_have_are_found(TestServer server) throws SQLException {
    List<String> wrong = new ArrayList<>();
    List<String> texts = List.of("''", "'a'", "'é'", "'Ж'", "'日本'");
    try (Changes changes = new Changes(server)) {
      for (String collation : List.of("latin1_swedish_ci", "ascii_general_ci", "cp1251_general_ci"))
        for (String to : List.of("varchar(20)", "text", "char(20)"))
          changes.check("varchar(30)", UTF8, texts, to, collation, wrong);
    }
    assertThat(String.join("\n", wrong)).isEmpty();
  }

  /** A table with a row for each value, whose column changes its type. */
  private static final class Changes implements AutoCloseable {
    private final MysqlFlavor flavor;
    private final TestDatabase test;
    private final Connection connection;
    private final Statement sql;

    Changes(TestServer server) throws SQLException {
      String id = server.engine();
      Version version = new Version(id.equals("mariadb") ? 10 : 8, 0, 0);
      flavor = MysqlFlavor.of(new Engine(id, id, version));
      test = server.newDatabase();
      connection = test.connect();
      sql = connection.createStatement();
      sql.execute(MysqlDdl.setSqlMode());
    }

    private static Side side(String type, String collation) {
      return new Side(TypeName.parse(type).orElseThrow(), Optional.of(collation));
    }

    void check(
        String from,
        String fromCollation,
        List<String> values,
        String to,
        String toCollation,
        List<String> wrong)
        throws SQLException {
      TypeConversion conversion =
          TypeConversion.of(flavor, side(from, fromCollation), side(to, toCollation), false);
      String condition =
          conversion.loss() == Loss.NONE
              ? "FALSE"
              : conversion.misfit().map(m -> m.of("c")).orElse("FALSE");
      String name = from + " to " + to + " " + toCollation;
      String change =
          "ALTER TABLE t MODIFY COLUMN c "
              + to
              + " NULL, CONVERT TO CHARACTER SET "
              + toCollation.substring(0, toCollation.indexOf('_'))
              + " COLLATE "
              + toCollation;
      create(from, fromCollation, values);
      List<String> found = found(condition);
      if (found.contains(String.valueOf(NULL_ROW))) wrong.add(name + ": NULL is found");
      if (!found.isEmpty())
        sql.execute("DELETE FROM t WHERE id IN (" + String.join(", ", found) + ")");
      String failure = failure(change);
      if (!failure.isEmpty()) wrong.add(name + ": not found: " + failure);
      if (!EACH) return;
      for (String id : found) {
        if (id.equals(String.valueOf(NULL_ROW))) continue;
        create(from, fromCollation, List.of(values.get(Integer.parseInt(id))));
        String before = text();
        if (failure(change).isEmpty() && before.equals(text()))
          wrong.add(name + ": found, and stays: " + values.get(Integer.parseInt(id)));
      }
    }

    private void create(String type, String collation, List<String> values) throws SQLException {
      sql.execute("DROP TABLE IF EXISTS t");
      sql.execute("CREATE TABLE t (id int, c " + type + ") COLLATE " + collation);
      List<String> rows = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) rows.add("(" + i + ", " + values.get(i) + ")");
      rows.add("(" + NULL_ROW + ", NULL)");
      sql.execute("INSERT INTO t VALUES " + String.join(", ", rows));
    }

    private List<String> found(String condition) throws SQLException {
      List<String> ids = new ArrayList<>();
      try (ResultSet rows = sql.executeQuery("SELECT id FROM t WHERE " + condition)) {
        while (rows.next()) ids.add(rows.getString(1));
      }
      return ids;
    }

    private String failure(String change) {
      try {
        sql.execute(change);
        return "";
      } catch (SQLException e) {
        return String.valueOf(e.getMessage());
      }
    }

    private String text() throws SQLException {
      try (ResultSet rows =
          sql.executeQuery("SELECT hex(CAST(c AS CHAR)) FROM t WHERE id < 1000")) {
        rows.next();
        return String.valueOf(rows.getString(1));
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
      test.close();
    }
  }
}
