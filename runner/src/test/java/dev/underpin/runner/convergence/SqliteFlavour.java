package dev.underpin.runner.convergence;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.runner.convergence.Kind.Computed;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** SQLite's types and what goes with them. */
final class SqliteFlavour implements Flavour {
  private static final Set<String> STRICT_TYPES =
      Set.of("int", "integer", "real", "text", "blob", "any");

  private static final List<Kind> KINDS =
      List.of(
          Kind.of("integer", "0", "1", "-5", "9223372036854775807", "42", "7")
              .withNumbers()
              .defaults("0", "7", "-1", "(1 + 1)")
              .perRow("(random())")
              .checks(
                  "@ > -100",
                  "@ IN (0, 1, -5, 42, 7)",
                  "@ BETWEEN -10 AND 9223372036854775807",
                  "typeof(@) <> 'blob'")
              .computed(
                  new Computed("integer", "@ % 10"),
                  new Computed("boolean", "@ > 0"),
                  new Computed("real", "@ * 1.5")),
          Kind.of("text", "'a'", "'B c'", "''", "'it''s'", "'ünï 😀'", "'42'", "'x%y'")
              .withCollations()
              .defaults("'x'", "''", "'it''s'", "CURRENT_TIMESTAMP")
              .perRow("(lower(hex(randomblob(4))))")
              .checks("length(@) < 100", "@ <> 'forbidden'", "@ NOT LIKE 'z%'", "@ NOT GLOB 'q*'")
              .computed(
                  new Computed("text", "@ || '!'"),
                  new Computed("integer", "length(@)"),
                  new Computed("text", "upper(@)")),
          Kind.of("int", "0", "1", "-5", "42", "30000")
              .defaults("0", "12")
              .checks("@ <> 13", "@ >= -9")
              .computed(new Computed("int", "@ / 3")),
          Kind.of("real", "0", "1.5", "-0.25", "42", "1e100")
              .defaults("0", "1.5")
              .checks("@ > -1")
              .computed(new Computed("real", "@ * 2")),
          Kind.of("varchar(20)", "'a'", "'B c'", "''", "'42'", "'more than twenty characters'")
              .withCollations()
              .defaults("'x'")
              .checks("length(@) > -1")
              .computed(new Computed("text", "lower(@)")),
          Kind.of("varchar(50)", "'a'", "'B c'", "'42'").withCollations().defaults("'x'"),
          Kind.of("numeric(10,2)", "0", "1.50", "-3.25", "'abc'", "42")
              .defaults("0", "1.5")
              .checks("@ >= -4 OR typeof(@) = 'text'"),
          Kind.of("blob", "x'00ff'", "x''", "'text'", "7").defaults("x'00'"),
          Kind.of("boolean", "0", "1")
              .defaults("1", "0", "true")
              .checks("@ IN (0, 1)")
              .computed(new Computed("boolean", "NOT @")),
          Kind.of("datetime", "'2020-02-29 12:00:00'", "'1999-12-31'", "1234567890")
              .defaults("CURRENT_TIMESTAMP", "'2000-01-01'")
              .checks("@ > '1900-01-01' OR typeof(@) = 'integer'"),
          Kind.of("date", "'2020-02-29'", "'1999-12-31'").defaults("CURRENT_DATE"),
          Kind.of("bigint", "0", "1", "9223372036854775807").defaults("0"),
          Kind.of("double precision", "0.5", "1", "-2").defaults("0.5"),
          Kind.of("json", "'{\"a\": 1}'", "'[]'")
              .defaults("'{}'")
              .checks("json_valid(@)")
              .computed(new Computed("text", "@ ->> 'a'")));

  private static final List<Conversion> CONVERSIONS =
      List.of(
          Conversion.plain("integer", "int"),
          Conversion.plain("int", "integer"),
          Conversion.plain("int", "bigint"),
          Conversion.plain("integer", "real"),
          Conversion.plain("integer", "text"),
          Conversion.plain("text", "varchar(20)"),
          Conversion.plain("varchar(20)", "varchar(50)"),
          Conversion.plain("varchar(50)", "text"),
          Conversion.plain("varchar(20)", "text"),
          Conversion.plain("text", "integer"),
          Conversion.plain("real", "integer"),
          Conversion.plain("real", "text"),
          Conversion.plain("numeric(10,2)", "real"),
          Conversion.plain("text", "blob"),
          Conversion.plain("blob", "text"),
          Conversion.plain("boolean", "integer"),
          Conversion.plain("datetime", "text"),
          Conversion.plain("text", "datetime"),
          Conversion.plain("json", "text"),
          Conversion.plain("date", "datetime"),
          new Conversion("text", "integer", "length(@)"),
          new Conversion("integer", "text", "'no. ' || @"),
          new Conversion("int", "boolean", "@ > 0"));

  @Override
  public Set<Feature> features() {
    return EnumSet.of(
        Feature.ENUMS,
        Feature.COLLATION_CHANGES,
        Feature.DEFERRABLE,
        Feature.INDEX_COLLATIONS,
        Feature.VIRTUAL,
        Feature.INDEXED_VIRTUAL,
        Feature.STRICT,
        Feature.WITHOUT_ROWID);
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
    return List.of("NOCASE", "RTRIM");
  }

  @Override
  public List<Identity.Kind> numberings() {
    return List.of(Identity.Kind.AUTOINCREMENT, Identity.Kind.BY_DEFAULT);
  }

  @Override
  public String insert(String table, List<String> columns, List<String> values) {
    if (columns.isEmpty()) return "INSERT INTO " + table + " DEFAULT VALUES";
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") VALUES ("
        + String.join(", ", values)
        + ")";
  }

  @Override
  public int specials() {
    return 12;
  }

  @Override
  public Table special(Table table, Dice dice) {
    Map<String, String> options = new java.util.HashMap<>();
    boolean strict =
        table.columns().stream()
            .map(Column::type)
            .allMatch(t -> STRICT_TYPES.contains(t.toLowerCase(Locale.ROOT)));
    boolean keyed =
        table.primaryKey().isPresent()
            && table.columns().stream().noneMatch(c -> c.identity().isPresent());
    List<String> fits = new ArrayList<>();
    if (strict) fits.add("strict");
    if (keyed) fits.add("without_rowid");
    for (String option : dice.some(dice.between(1, 2), fits)) options.put(option, "true");
    return table.withOptions(Options.copy(options));
  }

  @Override
  public Schema sound(Schema schema) {
    return schema.mapTables(SqliteFlavour::sound);
  }

  /** WITHOUT ROWID wants a primary key. */
  private static Table sound(Table table) {
    if (table.primaryKey().isPresent()) return table;
    Map<String, String> options = new java.util.HashMap<>(table.options());
    options.remove(SqliteOptions.WITHOUT_ROWID);
    return table.withOptions(Options.copy(options));
  }
}
