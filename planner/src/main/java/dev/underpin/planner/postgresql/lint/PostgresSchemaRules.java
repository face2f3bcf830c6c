package dev.underpin.planner.postgresql.lint;

import static dev.underpin.planner.lint.LintLevel.INFO;
import static dev.underpin.planner.lint.LintLevel.OFF;
import static dev.underpin.planner.lint.LintLevel.WARNING;

import dev.underpin.planner.lint.LintLevel;
import dev.underpin.planner.lint.SchemaRule;
import dev.underpin.planner.lint.SchemaRule.Hit;
import dev.underpin.planner.lint.TypeWords;
import dev.underpin.planner.lint.schema.IndexRules;
import dev.underpin.planner.lint.schema.TableRules;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Identity;
import java.util.List;
import java.util.function.Predicate;

/** Rules on a schema of PostgreSQL. */
public final class PostgresSchemaRules {
  private static final SchemaRule NO_TIME_ZONE =
      ofType(
          FindingCode.LINT_NO_TIME_ZONE,
          WARNING,
          "{column} is {type}: the value does not say which moment it is.",
          "Use timestamptz, which stores a moment and is as large.",
          t -> t.base().equals("timestamp") || t.base().equals("timestamp without time zone"));

  private static final SchemaRule MONEY =
      ofType(
          FindingCode.LINT_MONEY,
          WARNING,
          "{column} is {type}: what it shows and rounds depends on lc_monetary of the server.",
          "Use numeric(p,s).",
          t -> t.base().equals("money"));

  private static final SchemaRule JSON =
      ofType(
          FindingCode.LINT_JSON,
          INFO,
          "{column} is {type}, which has no equality and no index on its content.",
          "Use jsonb, unless the text must stay to the letter.",
          t -> t.base().equals("json"));

  private static final SchemaRule VARCHAR =
      ofType(
          FindingCode.LINT_VARCHAR,
          OFF,
          "{column} is {type}.",
          "Use text, with a check where the length matters: a check can change without a lock"
              + " that blocks reads.",
          t -> t.isVarchar() && !t.arguments().isEmpty());

  private static final SchemaRule SERIAL =
      new SchemaRule(
          FindingCode.LINT_SERIAL,
          INFO,
          "{column} is serial.",
          "Use bigint identity: its sequence has the column's rights and goes with it.",
          s ->
              s.columns()
                  .filter(
                      c ->
                          c.column()
                              .identity()
                              .filter(i -> i.kind() == Identity.Kind.SERIAL)
                              .isPresent())
                  .map(c -> Hit.of(c.ref(), c.text())));

  /** All of them. */
  public static final List<SchemaRule> ALL =
      List.of(
          IndexRules.FOREIGN_KEY_INDEX,
          TableRules.SMALL_KEY,
          TableRules.CHAR,
          NO_TIME_ZONE,
          MONEY,
          JSON,
          VARCHAR,
          SERIAL);

  private PostgresSchemaRules() {}

  private static SchemaRule ofType(
      FindingCode code, LintLevel level, String text, String remedy, Predicate<TypeWords> type) {
    return new SchemaRule(
        code,
        level,
        text,
        remedy,
        s ->
            s.columns()
                .filter(c -> type.test(TypeWords.of(c.column().type())))
                .map(c -> Hit.of(c.ref(), c.text(), c.column().type())));
  }
}
