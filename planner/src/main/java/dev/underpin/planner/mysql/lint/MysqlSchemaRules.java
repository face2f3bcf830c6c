package dev.underpin.planner.mysql.lint;

import static dev.underpin.planner.lint.LintLevel.ERROR;
import static dev.underpin.planner.lint.LintLevel.INFO;
import static dev.underpin.planner.lint.LintLevel.WARNING;

import dev.underpin.dialect.mysql.options.Collations;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.dialect.mysql.traits.KeyLength;
import dev.underpin.planner.lint.LintedSchema;
import dev.underpin.planner.lint.SchemaRule;
import dev.underpin.planner.lint.SchemaRule.Hit;
import dev.underpin.planner.lint.schema.TableRules;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules on a schema of MySQL or MariaDB. */
public final class MysqlSchemaRules {
  private static final Set<String> SMALL_SETS = Set.of("utf8mb3", "latin1", "ucs2");
  private static final Pattern WIDTH =
      Pattern.compile(
          "(?i)(tinyint|smallint|mediumint|int|integer|bigint)\\s*\\(\\s*\\d+\\s*\\).*");
  private static final Pattern ONE_DIGIT = Pattern.compile("(?i)tinyint\\s*\\(\\s*1\\s*\\).*");
  private static final Pattern ZERO = Pattern.compile("'0000-00-00.*");
  private static final Set<String> NO_TRANSACTIONS =
      Set.of("myisam", "aria", "memory", "csv", "archive", "merge", "mrg_myisam");

  private static final SchemaRule CHARACTER_SET =
      new SchemaRule(
          FindingCode.LINT_CHARACTER_SET,
          WARNING,
          "{object} has the character set {set}, which does not have all characters.",
          "Use utf8mb4.",
          s -> Stream.concat(tableSets(s), columnSets(s)));

  private static final SchemaRule STORAGE_ENGINE =
      new SchemaRule(
          FindingCode.LINT_STORAGE_ENGINE,
          WARNING,
          "{table} has the storage engine {engine}, which has no transactions.",
          "Use InnoDB: leave engine out.",
          s ->
              s.tables()
                  .filter(t -> NO_TRANSACTIONS.contains(engine(t).toLowerCase(Locale.ROOT)))
                  .map(t -> Hit.of(ObjectRef.table(t.name()), s.name(t.name()), engine(t))));

  private static final SchemaRule DISPLAY_WIDTH =
      new SchemaRule(
          FindingCode.LINT_DISPLAY_WIDTH,
          INFO,
          "{column} is {type}; the number in parentheses is no limit.",
          "Leave it out. tinyint(1) stays, as what boolean is.",
          s ->
              s.writtenColumns()
                  .filter(c -> WIDTH.matcher(c.column().type()).matches())
                  .filter(c -> !ONE_DIGIT.matcher(c.column().type()).matches())
                  .map(c -> Hit.of(c.ref(), c.text(), c.column().type())));

  private static final SchemaRule ZERO_DATE =
      new SchemaRule(
          FindingCode.LINT_ZERO_DATE,
          WARNING,
          "{column} has the default {value}, which is no date.",
          "Use NULL, or a date that exists: the strict SQL mode refuses zeros.",
          s ->
              s.columns()
                  .filter(
                      c ->
                          c.column()
                              .defaultValue()
                              .filter(d -> ZERO.matcher(d.written()).matches())
                              .isPresent())
                  .map(
                      c ->
                          Hit.of(
                              c.ref(),
                              c.text(),
                              c.column().defaultValue().orElseThrow().written())));

  private static final SchemaRule WIDE_KEY =
      new SchemaRule(
          FindingCode.LINT_WIDE_KEY,
          ERROR,
          "{index} of {table} has the column {column}, which is wider than a key of InnoDB.",
          "Index a prefix, such as name(255), or a generated hash of it.",
          s -> s.tables().flatMap(t -> wideKeys(s, t)));

  /** All of them. */
  public static final List<SchemaRule> ALL =
      List.of(
          TableRules.SMALL_KEY, CHARACTER_SET, STORAGE_ENGINE, DISPLAY_WIDTH, ZERO_DATE, WIDE_KEY);

  private MysqlSchemaRules() {}

  private static String engine(Table table) {
    return table.options().getOrDefault(TableOptions.ENGINE, "");
  }

  private static Stream<Hit> tableSets(LintedSchema s) {
    return s.tables()
        .flatMap(
            t ->
                small(set(t))
                    .map(set -> Hit.of(ObjectRef.table(t.name()), s.name(t.name()), set))
                    .stream());
  }

  private static Stream<Hit> columnSets(LintedSchema s) {
    return s.columns()
        .flatMap(
            c ->
                small(c.column().collation().map(MysqlSchemaRules::characterSet))
                    .map(set -> Hit.of(c.ref(), c.text(), set))
                    .stream());
  }

  private static Optional<String> set(Table table) {
    return Optional.ofNullable(table.options().get(TableOptions.COLLATION))
        .map(MysqlSchemaRules::characterSet)
        .or(
            () ->
                Optional.ofNullable(table.options().get(TableOptions.CHARACTER_SET))
                    .map(Collations::canonical));
  }

  private static String characterSet(String collation) {
    return Collations.characterSet(Collations.canonical(collation));
  }

  private static Optional<String> small(Optional<String> set) {
    return set.filter(SMALL_SETS::contains);
  }

  private static Stream<Hit> wideKeys(LintedSchema s, Table table) {
    List<Hit> hits = new ArrayList<>();
    ObjectRef ref = ObjectRef.table(table.name());
    for (Index index : table.indexes()) {
      if (!index.method().isEmpty() && !index.method().equals("btree")) continue;
      tooLong(table, index.keys())
          .ifPresent(
              c ->
                  hits.add(
                      Hit.of(
                          ref.index(index.name()), index.name(), s.name(table.name()), c.name())));
    }
    for (UniqueConstraint unique : table.constraintsOf(UniqueConstraint.class)) {
      tooLong(table, unique.keys())
          .ifPresent(
              c ->
                  hits.add(
                      Hit.of(
                          ref.constraint(unique),
                          unique.name().orElse("A unique key"),
                          s.name(table.name()),
                          c.name())));
    }
    return hits.stream();
  }

  private static Optional<Column> tooLong(Table table, List<IndexKey> keys) {
    return KeyLength.tooLong(table, keys, column -> width(table, column));
  }

  private static int width(Table table, Column column) {
    String set =
        column.collation().map(MysqlSchemaRules::characterSet).or(() -> set(table)).orElse("");
    return switch (set) {
      case "latin1", "ascii", "binary" -> 1;
      case "ucs2" -> 2;
      case "utf8mb3" -> 3;
      default -> 4;
    };
  }
}
