package dev.underpin.planner.postgresql.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is said of a change of type is what the server does: whether it rewrites the table, and
 * whether values stay.
 */
class TypeConversionTest {
  /** Types, each with values that are awkward for others. */
  private static final Map<String, List<String>> VALUES = new TreeMap<>();

  static {
    VALUES.put("smallint", List.of("-7", "32767"));
    VALUES.put("integer", List.of("-7", "2147483647"));
    VALUES.put("bigint", List.of("-7", "9007199254740993"));
    VALUES.put("numeric", List.of("1.5", "12345678901234567890.25"));
    VALUES.put("numeric(10,2)", List.of("-1.25", "99999999.99"));
    VALUES.put("numeric(12,2)", List.of("-1.25", "9999999999.99"));
    VALUES.put("real", List.of("0.1", "16777216"));
    VALUES.put("double precision", List.of("0.1", "1e300"));
    VALUES.put("text", List.of("'a'", "'padded  '"));
    VALUES.put("character varying", List.of("'a'", "'padded  '"));
    VALUES.put("character varying(20)", List.of("'a'", "'twenty characters ab'"));
    VALUES.put("character varying(10)", List.of("'a'", "'tenletters'"));
    VALUES.put("character(10)", List.of("'a'", "'tenletters'"));
    VALUES.put("boolean", List.of("true", "false"));
    VALUES.put("date", List.of("'2024-02-29'"));
    VALUES.put("timestamp without time zone", List.of("'2024-02-29 12:34:56.789012'"));
    VALUES.put("timestamp(3) without time zone", List.of("'2024-02-29 12:34:56.789'"));
    VALUES.put("timestamp with time zone", List.of("'2024-02-29 12:34:56.789012+02'"));
    VALUES.put("uuid", List.of("'00000000-0000-0000-0000-00000000000a'"));
    VALUES.put("inet", List.of("'10.0.0.1'"));
    VALUES.put("cidr", List.of("'10.0.0.0/8'"));
    VALUES.put("interval", List.of("'1 day 02:03:04.5'"));
    VALUES.put("interval(3)", List.of("'1 day 02:03:04.5'"));
    VALUES.put("bit varying(8)", List.of("B'101'"));
    VALUES.put("bit varying", List.of("B'101'"));
    VALUES.put("jsonb", List.of("'{\"a\": 1}'"));
    VALUES.put("integer[]", List.of("'{1,2}'"));
    VALUES.put("bigint[]", List.of("'{1,2}'"));
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 18})
  void predictionEqualsObservation(int version) {
    List<String> wrong = new ArrayList<>();
    try (TestDatabase db = TestServers.postgresql(version).newDatabase()) {
      for (String from : VALUES.keySet()) {
        for (String to : VALUES.keySet()) {
          if (!from.equals(to)) observe(db, from, to, wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void observe(TestDatabase db, String from, String to, List<String> wrong) {
    TypeConversion change = TypeConversion.of(from, to);
    if (change.kind() == TypeConversion.Kind.LOSSY) return;
    db.execute("DROP TABLE IF EXISTS t", "CREATE TABLE t (c " + from + ")");
    VALUES.get(from).forEach(value -> db.execute("INSERT INTO t VALUES (" + value + ")"));
    List<?> before = db.rows("SELECT c::text FROM t ORDER BY 1");
    String file = db.value("SELECT pg_relation_filenode('t')");
    String back = "ALTER TABLE t ALTER c TYPE " + from;
    try {
      db.execute("ALTER TABLE t ALTER c TYPE " + to);
    } catch (RuntimeException e) {
      if (change.kind() != TypeConversion.Kind.NARROWING)
        wrong.add(from + " to " + to + " fails: " + e.getMessage());
      return;
    }
    boolean rewritten = !file.equals(db.value("SELECT pg_relation_filenode('t')"));
    if (change.kind() == TypeConversion.Kind.CATALOG && rewritten)
      wrong.add(from + " to " + to + " rewrites the table");
    if (!TypeConversion.of(to, from).assignable())
      back += " USING " + TypeConversion.cast("c", to, from);
    db.execute(back);
    if (!before.equals(db.rows("SELECT c::text FROM t ORDER BY 1")))
      wrong.add(from + " to " + to + " changes values");
  }
}
