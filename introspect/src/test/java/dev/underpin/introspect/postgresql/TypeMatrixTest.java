package dev.underpin.introspect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.introspect.postgresql.Declarations.Compared;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type × its default forms: a column that is created with the words that are also declared is
 * no difference, and neither is one that is declared with the server's words.
 */
class TypeMatrixTest {
  private static final QualifiedName TABLE = new QualifiedName("public", "matrix");

  /** A type's spellings, and the defaults that each is tried with. */
  private static final Map<List<String>, List<String>> MATRIX =
      Map.ofEntries(
          Map.entry(List.of("smallint", "int2", "SMALLINT"), List.of("0", "-1", "'7'", "(1 + 2)")),
          Map.entry(
              List.of("integer", "int", "int4", "Integer", "pg_catalog.int4"),
              List.of(
                  "0",
                  "-1",
                  "+1",
                  "2 * 3",
                  "NULL",
                  "100000",
                  "'-5'",
                  "5::smallint",
                  "length('abc')")),
          Map.entry(
              List.of("bigint", "int8"), List.of("0", "-1", "3000000000", "-3000000000", "null")),
          Map.entry(
              List.of("numeric", "decimal", "dec"),
              List.of("0", "-1", "1.50", "-1.5", "1e10", "'NaN'", "0::numeric")),
          Map.entry(
              List.of(
                  "numeric(10,2)", "numeric(10, 2)", "DECIMAL(10,2)", "decimal(5)", "numeric(5)"),
              List.of("0", "0.00", "-1.50", "'1.5'")),
          Map.entry(
              List.of("real", "float4", "float(24)", "float(1)"),
              List.of("0", "1.5", "-1.5", "'Infinity'")),
          Map.entry(
              List.of("double precision", "float8", "float", "float(53)"),
              List.of("0", "1.5", "-1.5", "pi()")),
          Map.entry(List.of("money"), List.of("0", "'1.00'", "1.5::money")),
          Map.entry(
              List.of(
                  "varchar(20)",
                  "character varying(20)",
                  "CHAR VARYING (20)",
                  "varchar",
                  "character varying"),
              List.of(
                  "'x'",
                  "''",
                  "'it''s'",
                  "'a'::text",
                  "'a'::varchar",
                  "E'a\\nb'",
                  "'back\\slash'",
                  "current_user",
                  "NULL::varchar",
                  "upper('x')")),
          Map.entry(
              List.of("char(3)", "character(3)", "char", "character", "bpchar", "bpchar(4)"),
              List.of("'x'", "' '", "''")),
          Map.entry(
              List.of("text", "TEXT"),
              List.of(
                  "'x'",
                  "'a' || 'b'",
                  "$$dollar$$",
                  "concat('a', 'b')",
                  "now()::text",
                  "'ünï'",
                  "'%'",
                  "session_user",
                  "5",
                  "true",
                  "U&'\\0041'")),
          Map.entry(List.of("\"char\""), List.of("'x'")),
          Map.entry(List.of("name"), List.of("'x'")),
          Map.entry(
              List.of("bytea"),
              List.of("'\\xdeadbeef'", "'abc'", "'\\001'", "decode('ff', 'hex')", "E'\\\\xff'")),
          Map.entry(
              List.of("boolean", "bool"),
              List.of("true", "false", "TRUE", "'t'", "'yes'", "1 > 0", "NOT true")),
          Map.entry(
              List.of("date"),
              List.of(
                  "'2020-01-31'",
                  "current_date",
                  "CURRENT_DATE + 1",
                  "now()",
                  "'epoch'",
                  "'infinity'",
                  "date '2020-01-01'")),
          Map.entry(
              List.of("time", "time without time zone", "time(3)", "TIME (3) WITHOUT TIME ZONE"),
              List.of("'12:00'", "localtime", "'12:00:00.123456'", "localtime(0)")),
          Map.entry(
              List.of("timetz", "time with time zone", "timetz(3)"),
              List.of("'12:00+02'", "current_time")),
          Map.entry(
              List.of(
                  "timestamp",
                  "timestamp without time zone",
                  "timestamp(3)",
                  "timestamp(0) without time zone"),
              List.of(
                  "now()",
                  "current_timestamp",
                  "CURRENT_TIMESTAMP(3)",
                  "localtimestamp",
                  "'2020-01-01'",
                  "now() + interval '1 day'",
                  "timezone('utc', now())",
                  "now() AT TIME ZONE 'utc'",
                  "clock_timestamp()",
                  "statement_timestamp()")),
          Map.entry(
              List.of(
                  "timestamptz",
                  "timestamp with time zone",
                  "timestamptz(3)",
                  "timestamp(6) with time zone"),
              List.of(
                  "now()",
                  "current_timestamp",
                  "'2020-01-01 00:00:00+02'",
                  "transaction_timestamp()",
                  "to_timestamp(0)",
                  "'infinity'")),
          Map.entry(
              List.of(
                  "interval",
                  "interval(3)",
                  "interval year",
                  "interval day to second",
                  "interval day to second(3)",
                  "INTERVAL YEAR TO MONTH",
                  "interval second(2)",
                  "interval hour to minute"),
              List.of(
                  "'0'", "'1 day'", "interval '1 year'", "'24:00'", "make_interval(days => 3)")),
          Map.entry(
              List.of("uuid"),
              List.of(
                  "'00000000-0000-0000-0000-000000000000'",
                  "gen_random_uuid()",
                  "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'")),
          Map.entry(List.of("json"), List.of("'{}'", "'{\"a\": 1}'", "json_build_object('a', 1)")),
          Map.entry(
              List.of("jsonb"),
              List.of("'{}'", "'{\"b\":1,\"a\":[]}'", "'[]'::jsonb", "jsonb_build_array()")),
          Map.entry(List.of("jsonpath"), List.of("'$.a'")),
          Map.entry(List.of("xml"), List.of("'<a/>'", "xmlelement(name foo)")),
          Map.entry(List.of("bit(3)", "bit", "bit(1)"), List.of("'0'", "B'1'")),
          Map.entry(
              List.of("varbit", "bit varying", "bit varying(8)", "varbit(8)"),
              List.of("B'101'", "'1'", "X'F'")),
          Map.entry(List.of("inet"), List.of("'127.0.0.1'", "'::1/64'", "inet_client_addr()")),
          Map.entry(List.of("cidr"), List.of("'10.0.0.0/8'")),
          Map.entry(List.of("macaddr"), List.of("'08:00:2b:01:02:03'", "'08002b010203'")),
          Map.entry(List.of("macaddr8"), List.of("'08:00:2b:01:02:03:04:05'")),
          Map.entry(List.of("point"), List.of("'(1,2)'", "point(1,2)")),
          Map.entry(List.of("line"), List.of("'{1,2,3}'")),
          Map.entry(List.of("lseg"), List.of("'[(0,0),(1,1)]'")),
          Map.entry(List.of("box"), List.of("'((0,0),(1,1))'")),
          Map.entry(List.of("path"), List.of("'[(0,0),(1,1)]'")),
          Map.entry(List.of("polygon"), List.of("'((0,0),(1,1))'")),
          Map.entry(List.of("circle"), List.of("'<(0,0),1>'")),
          Map.entry(List.of("tsvector"), List.of("''", "to_tsvector('english', 'cats')", "'a b'")),
          Map.entry(List.of("tsquery"), List.of("'a & b'")),
          Map.entry(List.of("int4range"), List.of("'[1,5]'", "int4range(1, 5)", "'empty'")),
          Map.entry(List.of("int8range"), List.of("'[1,5)'")),
          Map.entry(List.of("numrange"), List.of("'[1.0,5)'")),
          Map.entry(List.of("daterange"), List.of("'[2020-01-01,)'")),
          Map.entry(List.of("tsrange"), List.of("'[2020-01-01,2020-02-01)'")),
          Map.entry(List.of("tstzrange"), List.of("tstzrange(now(), NULL)", "'(,)'")),
          Map.entry(List.of("oid"), List.of("0", "'1'")),
          Map.entry(List.of("regclass"), List.of("'pg_class'", "'pg_class'::regclass")),
          Map.entry(List.of("regtype"), List.of("'int4'", "'integer'::regtype")),
          Map.entry(List.of("pg_lsn"), List.of("'0/0'")),
          Map.entry(List.of("txid_snapshot"), List.of("'10:20:10,14,15'")),
          Map.entry(
              List.of(
                  "int[]", "integer[]", "int4 ARRAY", "integer[3]", "integer[][]", "int ARRAY[4]"),
              List.of(
                  "'{}'",
                  "'{1,2}'",
                  "ARRAY[1,2]",
                  "ARRAY[]::int[]",
                  "array[1]::integer[]",
                  "'{}'::int4[]")),
          Map.entry(
              List.of("text[]", "TEXT ARRAY"),
              List.of("'{}'", "ARRAY['a', 'b']", "ARRAY[]::text[]", "string_to_array('a,b', ',')")),
          Map.entry(
              List.of("varchar(10)[]", "character varying(10)[]"),
              List.of("'{}'", "ARRAY['a']::varchar[]")),
          Map.entry(List.of("numeric(5,1)[]"), List.of("'{1.5}'")),
          Map.entry(List.of("timestamptz(3)[]", "char(2)[]", "bit(2)[]"), List.of("'{}'")),
          Map.entry(
              List.of("mood", "public.mood", "\"mood\""),
              List.of("'ok'", "'ok'::mood", "'ok'::public.mood", "enum_first(NULL::mood)")),
          Map.entry(
              List.of("mood[]", "mood ARRAY"),
              List.of("'{}'", "'{ok,sad}'", "ARRAY['ok'::mood]", "ARRAY['ok']::mood[]")),
          Map.entry(List.of("other.kind"), List.of("'b c'", "'a'::other.kind")),
          Map.entry(List.of("other.kind[]"), List.of("'{a}'::other.kind[]")),
          Map.entry(List.of("\"Odd Name\""), List.of("'x'", "'x'::\"Odd Name\"")),
          Map.entry(List.of("positive"), List.of("1", "NULL", "1::positive")),
          Map.entry(List.of("pair"), List.of("ROW(1, 'a')", "'(1,a)'", "ROW(1, 'a')::pair")),
          Map.entry(List.of("pair[]", "positive[]"), List.of("'{}'")));

  private static final Map<List<String>, List<String>> FROM_14 =
      Map.ofEntries(
          Map.entry(List.of("int4multirange"), List.of("'{[1,2),[5,6)}'", "'{}'")),
          Map.entry(List.of("datemultirange"), List.of("'{}'")),
          Map.entry(List.of("tstzmultirange"), List.of("'{}'::tstzmultirange")));

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void declared_as_created_is_no_difference(TestServer server) throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      List<Column> columns = create(db, server);
      Table declared =
          new Table(
              TABLE, columns, List.of(), List.of(), Optional.empty(), new java.util.TreeMap<>());
      Schema schema = Declarations.read(db).schema().put(declared);

      assertNoDifference(Declarations.compare(db, schema), columns);
      assertNoDifference(Declarations.compareAskingAll(db, schema), columns);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void what_is_read_is_no_difference_when_declared(TestServer server) throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      List<Column> columns = create(db, server);
      Schema schema = Declarations.throughYaml(Declarations.read(db));

      assertNoDifference(Declarations.compare(db, schema), columns);
      assertNoDifference(Declarations.compareAskingAll(db, schema), columns);
    }
  }

  /** Without asking, what was read and declared as it stands is the same already. */
  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyPostgresql")
  void what_is_read_needs_no_question(TestServer server) throws SQLException {
    try (TestDatabase db = server.newDatabase()) {
      create(db, server);
      Catalog catalog = Declarations.read(db);
      Schema live = catalog.schema();
      Schema normal = Declarations.normal(catalog, Declarations.throughYaml(catalog));

      for (Column column : live.tables().get(TABLE).columns()) {
        assertThat(normal.tables().get(TABLE).column(column.name())).contains(column);
      }
    }
  }

  private static void assertNoDifference(Compared compared, List<Column> declared) {
    assertThat(compared.notes()).isEmpty();
    Table live = compared.live().tables().get(TABLE);
    Table desired = compared.desired().tables().get(TABLE);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < live.columns().size(); i++) {
      Column one = live.columns().get(i);
      Column two = desired.columns().get(i);
      if (!one.equals(two)) {
        differences.add(
            declared.get(i).type()
                + " default "
                + declared.get(i).defaultValue()
                + ": live "
                + text(one)
                + ", desired "
                + text(two));
      }
    }
    assertThat(differences).isEmpty();
    assertThat(desired).isEqualTo(live);
  }

  private static String text(Column column) {
    return column.type()
        + " "
        + column.defaultValue().map(SqlText::canonical).orElse("-")
        + (column.nullable() ? "" : " not null");
  }

  private static List<Column> create(TestDatabase db, TestServer server) {
    db.execute(
        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
        "CREATE SCHEMA other",
        "CREATE TYPE other.kind AS ENUM ('a', 'b c')",
        "CREATE TYPE \"Odd Name\" AS ENUM ('x')",
        "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
        "CREATE TYPE pair AS (a int, b text)");
    List<Column> columns = new ArrayList<>();
    MATRIX.forEach((types, defaults) -> columns(types, defaults, columns));
    if (!server.name().endsWith("13"))
      FROM_14.forEach((types, defaults) -> columns(types, defaults, columns));
    StringBuilder sql = new StringBuilder("CREATE TABLE matrix (");
    for (Column column : columns) {
      sql.append(columns.indexOf(column) == 0 ? "" : ",\n")
          .append(column.name())
          .append(' ')
          .append(column.type());
      column
          .defaultValue()
          .ifPresent(d -> sql.append(" DEFAULT (").append(d.written()).append(")"));
      if (!column.nullable()) sql.append(" NOT NULL");
    }
    db.execute(sql.append(')').toString());
    return columns;
  }

  private static void columns(List<String> types, List<String> defaults, List<Column> into) {
    for (String type : types) {
      into.add(Column.of("c" + into.size(), type));
      into.add(Column.of("c" + into.size(), type).withNullable(false));
      for (String value : defaults) {
        into.add(Column.of("c" + into.size(), type).withDefault(Optional.of(SqlText.of(value))));
      }
    }
  }
}
