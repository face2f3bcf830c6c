package dev.underpin.planner.postgresql.lint;

import static dev.underpin.planner.lint.LintLevel.ERROR;
import static dev.underpin.planner.lint.LintLevel.INFO;
import static dev.underpin.planner.lint.LintLevel.WARNING;

import dev.underpin.planner.lint.Script;
import dev.underpin.planner.lint.StatementRule;
import dev.underpin.planner.lint.StatementRule.Action;
import dev.underpin.planner.lint.StatementRule.Context;
import dev.underpin.planner.statement.SqlStatement;
import dev.underpin.schema.finding.FindingCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules on statements of PostgreSQL. Which lock a statement takes: <a
 * href="https://www.postgresql.org/docs/current/sql-altertable.html">ALTER TABLE</a> and <a
 * href="https://www.postgresql.org/docs/current/explicit-locking.html">Explicit Locking</a>.
 */
public final class PostgresStatementRules {
  private static final Set<String> VOLATILE =
      Set.of(
          "RANDOM",
          "CLOCK_TIMESTAMP",
          "TIMEOFDAY",
          "GEN_RANDOM_UUID",
          "UUID_GENERATE_V4",
          "UUID_GENERATE_V1",
          "UUIDV4",
          "UUIDV7",
          "NEXTVAL");
  private static final Set<String> SERIALS =
      Set.of("SERIAL", "BIGSERIAL", "SMALLSERIAL", "SERIAL4", "SERIAL8", "SERIAL2");

  private static final StatementRule FOREIGN_KEY =
      StatementRule.ofAction(
          FindingCode.LINT_FOREIGN_KEY_CHECKED,
          WARNING,
          "All rows of {table} are checked while writes to it and to the referenced table wait.",
          "Add the foreign key with NOT VALID, then VALIDATE CONSTRAINT in another transaction.",
          a -> a.addsConstraint("FOREIGN") && !a.sql().has("NOT", "VALID"));

  private static final StatementRule CHECK =
      StatementRule.ofAction(
          FindingCode.LINT_CHECK_CHECKED,
          WARNING,
          "All rows of {table} are checked while reads and writes wait.",
          "Add the check with NOT VALID, then VALIDATE CONSTRAINT in another transaction.",
          a -> a.addsConstraint("CHECK") && !a.sql().has("NOT", "VALID"));

  private static final StatementRule INDEX =
      new StatementRule(
          FindingCode.LINT_INDEX_BLOCKS,
          WARNING,
          "Writes to {table} wait until the index is built.",
          "Use CREATE INDEX CONCURRENTLY, outside of a transaction.",
          c -> indexed(c).filter(t -> !c.sql().has("CONCURRENTLY")).map(List::of));

  private static final StatementRule DROP_INDEX =
      StatementRule.ofStatement(
          FindingCode.LINT_INDEX_DROP_BLOCKS,
          INFO,
          "Reads and writes of the table wait for this, and it waits for all of them.",
          "Use DROP INDEX CONCURRENTLY, outside of a transaction.",
          (s, before) -> s.is("DROP", "INDEX") && !s.has("CONCURRENTLY"));

  private static final StatementRule CONCURRENTLY =
      StatementRule.ofStatement(
          FindingCode.LINT_CONCURRENTLY,
          ERROR,
          "CONCURRENTLY fails inside of a transaction.",
          "Put the statement outside of BEGIN and COMMIT.",
          (s, before) ->
              before.inTransaction()
                  && s.has("CONCURRENTLY")
                  && (s.is("CREATE") || s.is("DROP") || s.is("REINDEX")));

  /** A valid check that says the same spares the reading (PostgreSQL 12). */
  private static final StatementRule NOT_NULL =
      new StatementRule(
          FindingCode.LINT_NOT_NULL,
          WARNING,
          "All rows of {table} are read while reads and writes wait.",
          "Add CHECK (column IS NOT NULL) NOT VALID, validate it, then SET NOT NULL. In the YAML:"
              + " not null.",
          c ->
              c.actions()
                  .filter(a -> a.sql().is("ALTER") && a.sql().has("SET", "NOT", "NULL"))
                  .filter(a -> !c.before().isValidated(a.table()))
                  .map(a -> List.of(a.table())));

  private static final StatementRule TYPE =
      StatementRule.ofAction(
          FindingCode.LINT_TYPE_CHANGE,
          WARNING,
          "The new type may rewrite {table} while reads and writes wait.",
          "Change the type in the YAML: the plan says what it costs, and online: true copies the"
              + " column in batches.",
          a -> {
            int column = a.sql().is("ALTER", "COLUMN") ? 2 : 1;
            SqlStatement rest = a.sql().from(a.sql().name(column).map(n -> n.next()).orElse(0));
            return a.sql().is("ALTER") && (rest.is("TYPE") || rest.is("SET", "DATA", "TYPE"));
          });

  private static final StatementRule VOLATILE_DEFAULT =
      StatementRule.ofColumn(
          FindingCode.LINT_VOLATILE_DEFAULT,
          WARNING,
          "{table} is rewritten to give each row its own {column}, while reads and writes wait.",
          "Add the column without the default, set the default, then fill the rows in batches.",
          d -> {
            int value = d.outside("DEFAULT");
            return value >= 0 && d.from(value).words().stream().anyMatch(VOLATILE::contains);
          });

  private static final StatementRule NUMBERED =
      StatementRule.ofColumn(
          FindingCode.LINT_NUMBERED_COLUMN,
          WARNING,
          "{table} is rewritten to fill {column}, while reads and writes wait.",
          "Add a plain column, fill it in batches, then add the sequence or the trigger.",
          d -> SERIALS.contains(d.word(0)) || d.has("AS", "IDENTITY") || d.has("STORED"));

  private static final StatementRule UNIQUE =
      StatementRule.ofAction(
          FindingCode.LINT_UNIQUE_DIRECT,
          WARNING,
          "Reads and writes of {table} wait until the index of the key is built.",
          "Build the index with CREATE UNIQUE INDEX CONCURRENTLY, then add the key with USING"
              + " INDEX.",
          a ->
              (a.addsConstraint("UNIQUE") || a.addsConstraint("PRIMARY"))
                  && !a.sql().has("USING", "INDEX"));

  private static final StatementRule EXCLUSION =
      StatementRule.ofAction(
          FindingCode.LINT_EXCLUSION,
          WARNING,
          "Reads and writes of {table} wait until the index of the constraint is built.",
          "There is no way without this lock. Do it while the table is small or nobody uses it.",
          a -> a.addsConstraint("EXCLUDE"));

  private static final StatementRule REWRITE =
      StatementRule.ofStatement(
          FindingCode.LINT_REWRITE,
          WARNING,
          "A table or an index is written again under a lock.",
          "Use VACUUM without FULL, REINDEX CONCURRENTLY, or a tool that copies the table while"
              + " others write.",
          (s, before) ->
              s.is("VACUUM") && s.has("FULL")
                  || s.is("CLUSTER") && s.words().size() > 1
                  || s.is("REINDEX") && !s.has("CONCURRENTLY"));

  private static final StatementRule LOCK =
      StatementRule.ofStatement(
          FindingCode.LINT_LOCK_TABLE,
          WARNING,
          "LOCK TABLE blocks others until the end of the transaction.",
          "Leave it out: each statement takes the lock that it needs.",
          (s, before) -> s.is("LOCK"));

  private static final StatementRule LOCK_TIMEOUT =
      new StatementRule(
          FindingCode.LINT_LOCK_TIMEOUT,
          WARNING,
          "{table} is locked, and no lock_timeout is set.",
          "Begin with SET lock_timeout = '5s'. While a lock is waited for, all later queries of the"
              + " table wait too.",
          c -> c.before().lockTimeout() ? Stream.empty() : locked(c).limit(1).map(List::of));

  private static final StatementRule VALIDATED =
      new StatementRule(
          FindingCode.LINT_VALIDATED_AT_ONCE,
          WARNING,
          "{constraint} is validated in the transaction that adds it.",
          "COMMIT in between: else the lock of the first statement is held while rows are checked.",
          c ->
              c.sql().alterTable().stream()
                  .flatMap(a -> a.actions().stream())
                  .filter(s -> s.is("VALIDATE", "CONSTRAINT"))
                  .flatMap(s -> s.name(2).stream())
                  .map(SqlStatement.Named::name)
                  .filter(n -> c.before().added().contains(n.toLowerCase(Locale.ROOT)))
                  .map(List::of));

  private static final StatementRule DOMAIN =
      StatementRule.ofStatement(
          FindingCode.LINT_DOMAIN_CHECK,
          WARNING,
          "Every table with a column of the domain is read under a lock.",
          "Add the constraint with NOT VALID, then VALIDATE CONSTRAINT.",
          (s, before) ->
              s.is("ALTER", "DOMAIN")
                  && (s.has("ADD") && !s.has("NOT", "VALID") || s.has("SET", "NOT", "NULL")));

  private static final StatementRule DETACH =
      StatementRule.ofAction(
          FindingCode.LINT_DETACH,
          WARNING,
          "Reads and writes of {table} wait while the partition is detached.",
          "Use DETACH PARTITION … CONCURRENTLY, outside of a transaction (PostgreSQL 14).",
          a -> a.sql().is("DETACH", "PARTITION") && !a.sql().has("CONCURRENTLY"));

  private static final StatementRule TRIGGERS_OFF =
      StatementRule.ofAction(
          FindingCode.LINT_TRIGGERS_OFF,
          WARNING,
          "The triggers of {table} do not run for any session after this.",
          "Let them run, or switch them off for one session: SET session_replication_role = replica.",
          a -> a.sql().is("DISABLE", "TRIGGER"));

  private static final StatementRule NULL_ALLOWED =
      StatementRule.ofAction(
          FindingCode.LINT_NULL_ALLOWED,
          INFO,
          "Code that reads the column of {table} can meet NULL after this.",
          "Deploy code that expects NULL first.",
          a -> a.sql().is("ALTER") && a.sql().has("DROP", "NOT", "NULL"));

  private static final StatementRule SCHEMA_RENAMED =
      new StatementRule(
          FindingCode.LINT_SCHEMA_RENAMED,
          WARNING,
          "The schema name {schema} is gone after this: code that uses it fails.",
          "Create a schema with the new name and move the tables one by one, with a view for each"
              + " under its old name.",
          c ->
              c.sql().is("ALTER", "SCHEMA") && c.sql().has("RENAME", "TO")
                  ? c.sql().name(2).stream().map(n -> List.of(n.name()))
                  : Stream.empty());

  /** All of them. */
  public static final List<StatementRule> ALL =
      List.of(
          FOREIGN_KEY,
          CHECK,
          INDEX,
          DROP_INDEX,
          CONCURRENTLY,
          NOT_NULL,
          TYPE,
          VOLATILE_DEFAULT,
          NUMBERED,
          UNIQUE,
          EXCLUSION,
          REWRITE,
          LOCK,
          LOCK_TIMEOUT,
          VALIDATED,
          DOMAIN,
          DETACH,
          TRIGGERS_OFF,
          NULL_ALLOWED,
          SCHEMA_RENAMED);

  private PostgresStatementRules() {}

  /** The existing table on which an index is created. */
  private static Stream<String> indexed(Context c) {
    SqlStatement sql = c.sql();
    if (!sql.is("CREATE", "INDEX") && !sql.is("CREATE", "UNIQUE", "INDEX")) return Stream.empty();
    int on = sql.outside("ON");
    if (sql.word(on + 1).equals("ONLY")) return Stream.empty();
    Optional<SqlStatement.Named> table = on < 0 ? Optional.empty() : sql.name(on + 1);
    return table.map(SqlStatement.Named::name).filter(c.before()::isExisting).stream();
  }

  /** The existing tables that a statement locks against writes or more. */
  private static Stream<String> locked(Context c) {
    SqlStatement sql = c.sql();
    Script before = c.before();
    Stream<String> dropped =
        sql.is("DROP", "TABLE") || sql.is("TRUNCATE", "TABLE")
            ? sql.name(2).map(SqlStatement.Named::name).filter(before::isExisting).stream()
            : Stream.empty();
    Stream<String> indexed = sql.has("CONCURRENTLY") ? Stream.empty() : indexed(c);
    return Stream.of(c.actions().map(Action::table), indexed, dropped).flatMap(s -> s);
  }
}
