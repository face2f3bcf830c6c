package dev.underpin.planner.mysql.lint;

import static dev.underpin.planner.lint.LintLevel.INFO;
import static dev.underpin.planner.lint.LintLevel.WARNING;

import dev.underpin.planner.lint.StatementRule;
import dev.underpin.planner.lint.StatementRule.Action;
import dev.underpin.planner.statement.SqlStatement;
import dev.underpin.schema.finding.FindingCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules on statements of MySQL and MariaDB. What copies a table: <a
 * href="https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html">Online DDL
 * Operations</a>.
 */
public final class MysqlStatementRules {
  private static final String WAIT = "Writes wait for this, except on MariaDB 11.2 and later. ";

  private static final StatementRule FOREIGN_KEY =
      StatementRule.ofAction(
          FindingCode.LINT_FOREIGN_KEY_CHECKED,
          WARNING,
          "{table} is copied to check its rows.",
          WAIT
              + "Declare the foreign key in the YAML: the plan checks the rows first and adds the key"
              + " in place.",
          a -> a.addsConstraint("FOREIGN"));

  private static final StatementRule TYPE =
      StatementRule.ofAction(
          FindingCode.LINT_TYPE_CHANGE,
          WARNING,
          "The new definition may copy {table}.",
          WAIT
              + "Change the column in the YAML: the plan says what it costs. By hand, add"
              + " ALGORITHM=INPLACE, LOCK=NONE, so that the server refuses a copy.",
          MysqlStatementRules::redefines);

  private static final StatementRule NUMBERED =
      StatementRule.ofColumn(
          FindingCode.LINT_NUMBERED_COLUMN,
          WARNING,
          "{table} is written again to fill {column}.",
          WAIT
              + "Create a table with the column and copy the rows in batches, or do it while the table"
              + " is small.",
          d -> d.has("AUTO_INCREMENT") || d.has("STORED") || d.has("PERSISTENT"));

  private static final StatementRule EXPRESSION_DEFAULT =
      StatementRule.ofColumn(
          FindingCode.LINT_VOLATILE_DEFAULT,
          WARNING,
          "{table} is copied to give each row its own {column}.",
          WAIT
              + "Add the column without the default, set the default, then fill the rows in batches.",
          d -> d.has("DEFAULT", "("));

  private static final StatementRule REWRITE =
      StatementRule.ofStatement(
          FindingCode.LINT_REWRITE,
          WARNING,
          "The table is written again.",
          "Do it while nobody uses the table, or let a tool copy it while others write.",
          (s, before) ->
              s.is("OPTIMIZE")
                  || s.is("ALTER") && s.has("FORCE") && s.words().size() <= 6
                  || s.is("ALTER") && s.has("ENGINE", "="));

  private static final StatementRule LOCK =
      StatementRule.ofStatement(
          FindingCode.LINT_LOCK_TABLE,
          WARNING,
          "LOCK TABLES blocks others until UNLOCK TABLES.",
          "Leave it out: each statement takes the lock that it needs.",
          (s, before) ->
              s.is("LOCK", "TABLES")
                  || s.is("LOCK", "TABLE")
                  || s.is("FLUSH") && s.has("READ", "LOCK"));

  private static final StatementRule COPY =
      StatementRule.ofAction(
          FindingCode.LINT_COPY,
          WARNING,
          "{table} is copied.",
          WAIT
              + "Leave ALGORITHM=COPY out, and write LOCK=NONE, so that the server refuses what it can"
              + " only copy.",
          a -> a.sql().is("ALGORITHM") && a.sql().has("COPY"));

  private static final StatementRule CONVERT =
      StatementRule.ofAction(
          FindingCode.LINT_CONVERT,
          WARNING,
          "All texts of {table} are converted in a copy.",
          WAIT
              + "Change the collation in the YAML: the plan says what it costs and keeps the old values.",
          a -> a.sql().is("CONVERT", "TO"));

  private static final StatementRule INLINE_REFERENCES =
      new StatementRule(
          FindingCode.LINT_INLINE_REFERENCES,
          WARNING,
          "REFERENCES behind the column {column} is ignored by MySQL before 9.0.",
          "Write FOREIGN KEY (…) REFERENCES … as a line of its own.",
          c -> inlineReferences(c).map(List::of));

  private static final StatementRule UNIQUE =
      StatementRule.ofAction(
          FindingCode.LINT_UNIQUE_DIRECT,
          INFO,
          "A duplicate in {table} ends this when the index is nearly built.",
          "Declare the key in the YAML: the plan looks for duplicates first.",
          a -> a.addsConstraint("UNIQUE"));

  /** Those of MySQL and MariaDB. */
  public static final List<StatementRule> SHARED =
      List.of(
          FOREIGN_KEY, TYPE, NUMBERED, EXPRESSION_DEFAULT, REWRITE, LOCK, COPY, CONVERT, UNIQUE);

  /** Those of MySQL; MariaDB makes a foreign key of REFERENCES behind a column. */
  public static final List<StatementRule> MYSQL =
      Stream.concat(SHARED.stream(), Stream.of(INLINE_REFERENCES)).toList();

  private MysqlStatementRules() {}

  private static boolean redefines(Action action) {
    return action.sql().is("MODIFY") || action.sql().is("CHANGE");
  }

  private static Stream<String> inlineReferences(StatementRule.Context c) {
    Stream<SqlStatement> created =
        c.sql().createdTable().stream()
            .flatMap(n -> c.sql().inParentheses(n.next()).parts().stream())
            .filter(d -> !Set.of("CONSTRAINT", "FOREIGN", "PRIMARY").contains(d.word(0)));
    Stream<SqlStatement> added =
        c.actions().filter(a -> a.addedColumn().isPresent()).map(a -> a.sql().from(columnAt(a)));
    return Stream.concat(created, added)
        .filter(d -> d.outside("REFERENCES") > 0)
        .flatMap(d -> d.name(0).stream())
        .map(SqlStatement.Named::name);
  }

  private static int columnAt(Action action) {
    return action.sql().is("ADD", "COLUMN") ? 2 : 1;
  }
}
