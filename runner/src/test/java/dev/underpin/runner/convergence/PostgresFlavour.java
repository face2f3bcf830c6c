package dev.underpin.runner.convergence;

import dev.underpin.runner.convergence.Kind.Computed;
import dev.underpin.schema.model.Identity;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** PostgreSQL's types and what goes with them. */
final class PostgresFlavour implements Flavour {
  private static final List<Kind> KINDS =
      List.of(
          Kind.of("int", "0", "1", "-5", "2147483647", "42", "7")
              .withNumbers()
              .defaults("0", "7", "-1", "1 + 1")
              .perRow("(random() * 1000)::int")
              .checks("@ > -100", "@ IN (0, 1, -5, 42, 7)", "@ BETWEEN -10 AND 2147483647")
              .computed(
                  new Computed("bigint", "@::bigint * 2"),
                  new Computed("boolean", "@ > 0"),
                  new Computed("int", "@ % 10")),
          Kind.of("bigint", "0", "1", "-5", "9223372036854775807", "42", "30000")
              .withNumbers()
              .defaults("0", "12")
              .checks("@ <> 13", "@ >= -9")
              .computed(new Computed("bigint", "@ / 3"), new Computed("numeric", "@ * 1.5")),
          Kind.of("smallint", "0", "1", "-5", "32767", "42")
              .withNumbers()
              .defaults("0", "3")
              .checks("@ < 32767 OR @ = 32767")
              .computed(new Computed("smallint", "(@ / 2)::smallint")),
          Kind.of("numeric(10,2)", "0", "1.50", "-3.25", "99999999.99", "42")
              .defaults("0", "0.00", "1.5")
              .checks("@ >= -4", "@ > -3.5")
              .computed(
                  new Computed("numeric", "@ * 1.19"),
                  new Computed("numeric(12,2)", "round(@, 1)")),
          Kind.of("numeric", "0", "1.5", "123456789012345678901234567890.5", "-0.001", "42")
              .defaults("0")
              .checks("@ <> 0.5"),
          Kind.of("real", "0", "1.5", "'NaN'", "-0.25", "42").defaults("0", "1.5").checks("@ > -1"),
          Kind.of("double precision", "0", "1.5", "'Infinity'", "1e100", "42")
              .defaults("0")
              .perRow("random()")
              .checks("@ >= 0"),
          Kind.of("boolean", "true", "false")
              .defaults("true", "false")
              .checks("@ OR NOT @")
              .computed(new Computed("boolean", "NOT @")),
          Kind.of("text", "'a'", "'B c'", "''", "'it''s'", "'ünï 😀'", "'42'", "'x%y'")
              .withCollations()
              .defaults("'x'", "''", "'it''s'", "current_user")
              .perRow("md5(random()::text)")
              .checks("length(@) < 100", "@ <> 'forbidden'", "@ ~ '^.*$'", "@ NOT LIKE 'z%'")
              .computed(
                  new Computed("text", "@ || '!'"),
                  new Computed("int", "length(@)"),
                  new Computed("text", "upper(@)")),
          Kind.of("varchar(20)", "'a'", "'B c'", "''", "'42'", "'twenty characters ok'")
              .withCollations()
              .defaults("'x'", "'y'::varchar")
              .checks("length(@) > -1", "@ IN ('a', 'B c', '', '42', 'x', 'y')")
              .computed(new Computed("text", "lower(@)")),
          Kind.of("varchar(50)", "'a'", "'B c'", "'42'", "'more than twenty characters'")
              .withCollations()
              .defaults("'x'"),
          Kind.of("char(5)", "'a'", "'abcde'", "''")
              .withCollations()
              .defaults("'ab'")
              .checks("@ <> 'zzz'"),
          Kind.of("bytea", "'\\x00ff'", "'\\x'", "'\\x616263'").defaults("'\\x00'"),
          Kind.of("date", "'2020-02-29'", "'1999-12-31'", "'infinity'", "'2026-01-01'")
              .defaults("'2000-01-01'", "current_date")
              .checks("@ > '1900-01-01'")
              .computed(new Computed("date", "@ + 1")),
          Kind.of("time", "'12:30'", "'00:00:00'", "'23:59:59.5'").defaults("'08:00'"),
          Kind.of("timestamp", "'2020-02-29 12:00'", "'1999-12-31 23:59:59.123456'", "'2026-01-01'")
              .defaults("localtimestamp", "'2000-01-01'")
              .checks("@ > '1900-01-01'"),
          Kind.of(
                  "timestamptz",
                  "'2020-02-29 12:00+00'",
                  "'1999-12-31 23:59:59.123456+02'",
                  "'2026-01-01 00:00+00'")
              .defaults("now()", "current_timestamp")
              .perRow("clock_timestamp()")
              .checks("@ > '1900-01-01 00:00+00'"),
          Kind.of("timestamptz(3)", "'2020-02-29 12:00+00'", "'1999-12-31 23:59:59.123+02'")
              .defaults("now()"),
          Kind.of("interval", "'1 day'", "'2 months 3 hours'", "'0'").defaults("'1 day'"),
          Kind.of(
                  "uuid",
                  "'11111111-1111-1111-1111-111111111111'",
                  "'22222222-2222-2222-2222-222222222222'",
                  "'33333333-3333-3333-3333-333333333333'",
                  "'44444444-4444-4444-4444-444444444444'")
              .perRow("gen_random_uuid()"),
          Kind.of("json", "'{\"a\": 1}'", "'[]'", "'null'")
              .noKey()
              .defaults("'{}'")
              .checks("json_typeof(@) <> 'number'"),
          Kind.of("jsonb", "'{\"a\": 1}'", "'[]'", "'null'")
              .defaults("'{}'", "'[]'::jsonb")
              .checks("jsonb_typeof(@) <> 'number'")
              .computed(new Computed("text", "@ ->> 'a'")),
          Kind.of("inet", "'10.0.0.1'", "'192.168.0.0/24'").defaults("'127.0.0.1'"),
          Kind.of("int[]", "'{}'", "'{1,2,3}'", "ARRAY[NULL, 4]")
              .defaults("'{}'", "ARRAY[1, 2]")
              .checks("array_length(@, 1) < 9"),
          Kind.of("text[]", "'{}'", "'{a,\"b c\"}'").defaults("'{}'").checks("'z' <> ALL (@)"),
          Kind.of("int4range", "'[1,5)'", "'empty'").defaults("'[0,1)'"),
          Kind.of("bit(3)", "B'101'", "B'000'").defaults("B'000'"),
          Kind.of("point", "'(1,2)'").noKey());

  private static final List<Conversion> CONVERSIONS =
      List.of(
          Conversion.plain("smallint", "int"),
          Conversion.plain("int", "bigint"),
          Conversion.plain("smallint", "bigint"),
          Conversion.plain("bigint", "int"),
          Conversion.plain("int", "smallint"),
          Conversion.plain("int", "numeric(10,2)"),
          Conversion.plain("int", "numeric"),
          Conversion.plain("bigint", "numeric"),
          Conversion.plain("numeric(10,2)", "numeric"),
          Conversion.plain("numeric", "numeric(10,2)"),
          Conversion.plain("numeric(10,2)", "int"),
          Conversion.plain("numeric", "double precision"),
          Conversion.plain("real", "double precision"),
          Conversion.plain("double precision", "real"),
          Conversion.plain("int", "double precision"),
          Conversion.plain("text", "varchar(50)"),
          Conversion.plain("text", "varchar(20)"),
          Conversion.plain("varchar(20)", "varchar(50)"),
          Conversion.plain("varchar(50)", "varchar(20)"),
          Conversion.plain("varchar(20)", "text"),
          Conversion.plain("varchar(50)", "text"),
          Conversion.plain("char(5)", "text"),
          Conversion.plain("text", "char(5)"),
          Conversion.plain("varchar(20)", "char(5)"),
          Conversion.plain("int", "text"),
          Conversion.plain("numeric(10,2)", "text"),
          Conversion.plain("uuid", "text"),
          Conversion.plain("boolean", "text"),
          Conversion.plain("text", "int"),
          Conversion.plain("boolean", "int"),
          Conversion.plain("int", "boolean"),
          Conversion.plain("date", "timestamp"),
          Conversion.plain("timestamp", "date"),
          Conversion.plain("timestamp", "timestamptz"),
          Conversion.plain("timestamptz", "timestamp"),
          Conversion.plain("timestamptz", "timestamptz(3)"),
          Conversion.plain("timestamptz(3)", "timestamptz"),
          Conversion.plain("timestamptz", "date"),
          Conversion.plain("timestamp", "time"),
          Conversion.plain("json", "jsonb"),
          Conversion.plain("jsonb", "json"),
          Conversion.plain("json", "text"),
          Conversion.plain("inet", "text"),
          Conversion.plain("bit(3)", "int"),
          Conversion.plain("interval", "text"),
          Conversion.plain("int[]", "text[]"),
          new Conversion("text", "bytea", "convert_to(@, 'UTF8')"),
          new Conversion("text", "jsonb", "to_jsonb(@)"),
          new Conversion("int", "int[]", "ARRAY[@]"),
          new Conversion("text", "int", "length(@)"),
          new Conversion("int", "boolean", "@ > 0"),
          new Conversion("int", "int[]", "CASE WHEN @ IS NULL THEN NULL ELSE ARRAY[@] END"),
          new Conversion("varchar(20)", "boolean", "@ = 'a'"),
          new Conversion(
              "timestamptz", "bigint", "extract(epoch FROM date_trunc('day', @))::bigint"));

  private final int major;

  PostgresFlavour(int major) {
    this.major = major;
  }

  @Override
  public Set<Feature> features() {
    EnumSet<Feature> features =
        EnumSet.of(
            Feature.ENUMS,
            Feature.TYPE_CHANGES_IN_USE,
            Feature.SEQUENCES,
            Feature.NAMESPACES,
            Feature.COMMENTS,
            Feature.COLLATION_CHANGES,
            Feature.DEFERRABLE,
            Feature.DEFERRABLE_KEYS,
            Feature.INCLUDE,
            Feature.NULLS_ORDER,
            Feature.INDEX_METHODS,
            Feature.INDEX_COLLATIONS,
            Feature.MATCH_FULL,
            Feature.NOT_VALID,
            Feature.NO_INHERIT,
            Feature.ADDED_IDENTITY,
            Feature.SEQUENCE_SETTINGS);
    if (major >= 15) features.addAll(Set.of(Feature.NULLS_NOT_DISTINCT, Feature.SET_COLUMNS));
    if (major >= 18) features.add(Feature.VIRTUAL);
    return features;
  }

  @Override
  public List<Kind> kinds() {
    return KINDS;
  }

  @Override
  public List<Conversion> conversions() {
    return CONVERSIONS;
  }

  @Override
  public List<String> collations() {
    return List.of("C", "POSIX");
  }

  @Override
  public List<Identity.Kind> numberings() {
    return List.of(
        Identity.Kind.BY_DEFAULT,
        Identity.Kind.BY_DEFAULT,
        Identity.Kind.ALWAYS,
        Identity.Kind.SERIAL);
  }

  @Override
  public String insert(String table, List<String> columns, List<String> values) {
    if (columns.isEmpty()) return "INSERT INTO " + table + " DEFAULT VALUES";
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") OVERRIDING SYSTEM VALUE VALUES ("
        + String.join(", ", values)
        + ")";
  }
}
