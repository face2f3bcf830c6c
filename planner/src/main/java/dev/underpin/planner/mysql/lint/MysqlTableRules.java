package dev.underpin.planner.mysql.lint;

import static dev.underpin.planner.lint.LintLevel.WARNING;

import dev.underpin.planner.lint.StatementRule;
import dev.underpin.planner.lint.TypeWords;
import dev.underpin.planner.statement.SqlStatement;
import dev.underpin.schema.finding.FindingCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules on tables and types, for tables that SQL creates. */
public final class MysqlTableRules {
  private static final Set<String> NO_TRANSACTIONS =
      Set.of("MYISAM", "ARIA", "MEMORY", "CSV", "ARCHIVE", "MERGE", "MRG_MYISAM");
  private static final Set<String> SMALL_SETS = Set.of("UTF8", "UTF8MB3", "LATIN1", "UCS2");

  /** All of them. */
  public static final List<StatementRule> ALL =
      List.of(
          StatementRule.ofNewColumn(
              FindingCode.LINT_SMALL_KEY,
              WARNING,
              "{column} numbers the rows and is {type}.",
              "Use bigint: a later change rewrites the table and every table that references it.",
              n ->
                  n.definition().has("AUTO_INCREMENT") && TypeWords.of(n.type()).isNarrowInteger()),
          new StatementRule(
              FindingCode.LINT_STORAGE_ENGINE,
              WARNING,
              "{table} has the storage engine {engine}, which has no transactions.",
              "Use InnoDB.",
              c -> option(c.sql(), NO_TRANSACTIONS, "ENGINE")),
          new StatementRule(
              FindingCode.LINT_CHARACTER_SET,
              WARNING,
              "{object} has the character set {set}, which does not have all characters.",
              "Use utf8mb4.",
              c ->
                  Stream.concat(
                      option(c.sql(), SMALL_SETS, "CHARSET"),
                      option(c.sql(), SMALL_SETS, "CHARACTER", "SET"))));

  private MysqlTableRules() {}

  /** The created table and the value of an option behind its columns. */
  private static Stream<List<Object>> option(
      SqlStatement sql, Set<String> values, String... words) {
    int at = sql.indexOf(0, words);
    if (at < 0 || sql.outside(words[0]) < 0) return Stream.empty();
    int value = at + words.length + (sql.word(at + words.length).equals("=") ? 1 : 0);
    return values.contains(sql.word(value))
        ? sql.createdTable().stream().map(n -> List.of(n.name(), sql.tokens().get(value)))
        : Stream.empty();
  }
}
