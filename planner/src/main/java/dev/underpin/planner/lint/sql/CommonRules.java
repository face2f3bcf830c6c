package dev.underpin.planner.lint.sql;

import static dev.underpin.planner.lint.LintLevel.ERROR;
import static dev.underpin.planner.lint.LintLevel.INFO;
import static dev.underpin.planner.lint.LintLevel.WARNING;

import dev.underpin.planner.lint.StatementRule;
import dev.underpin.planner.lint.StatementRule.Action;
import dev.underpin.planner.statement.SqlStatement;
import dev.underpin.schema.finding.FindingCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules on statements that mean the same on every engine. */
final class CommonRules {
  private static final Set<String> ALWAYS =
      Set.of("TRUE", "1", "1 = 1", "1=1", "( TRUE )", "( 1 = 1 )");
  private static final Set<String> PART_OF_ANOTHER = Set.of("FOR", "DO", "KEY", "ON");
  private static final Set<String> NOT_A_COLUMN =
      Set.of(
          "CONSTRAINT",
          "INDEX",
          "KEY",
          "PRIMARY",
          "FOREIGN",
          "CHECK",
          "PARTITION",
          "DEFAULT",
          "NOT",
          "IDENTITY",
          "EXPRESSION",
          "SYSTEM",
          "PERIOD",
          "VALUE");
  private static final Set<String> FILLS =
      Set.of("DEFAULT", "GENERATED", "AS", "AUTO_INCREMENT", "SERIAL", "BIGSERIAL", "SMALLSERIAL");
  private static final Set<String> READ =
      Set.of(
          "CREATE",
          "ALTER",
          "DROP",
          "INSERT",
          "UPDATE",
          "DELETE",
          "SELECT",
          "WITH",
          "TRUNCATE",
          "RENAME",
          "COMMENT",
          "GRANT",
          "REVOKE",
          "SET",
          "RESET",
          "SHOW",
          "BEGIN",
          "START",
          "COMMIT",
          "END",
          "ROLLBACK",
          "ABORT",
          "SAVEPOINT",
          "RELEASE",
          "VALUES",
          "TABLE",
          "MERGE",
          "REPLACE",
          "LOCK",
          "UNLOCK",
          "VACUUM",
          "CLUSTER",
          "REINDEX",
          "OPTIMIZE",
          "ANALYZE",
          "EXPLAIN",
          "PRAGMA",
          "USE",
          "REFRESH",
          "ATTACH",
          "DETACH",
          "CHECKPOINT",
          "SECURITY",
          "FLUSH",
          "DISCARD",
          "DEALLOCATE",
          "LISTEN",
          "NOTIFY",
          "REASSIGN");

  static final StatementRule REQUIRED_COLUMN =
      StatementRule.ofColumn(
          FindingCode.LINT_REQUIRED_COLUMN,
          ERROR,
          "{table} gets the column {column}, which is NOT NULL and has no default.",
          "Add it nullable, fill it in batches, then set NOT NULL. An INSERT of the old"
              + " application, which does not know the column, would fail.",
          d -> d.has("NOT", "NULL") && d.words().stream().noneMatch(FILLS::contains));

  static final StatementRule COLUMN_RENAMED =
      new StatementRule(
              FindingCode.LINT_COLUMN_RENAMED,
              WARNING,
              "{table} loses the column name {column}: code that uses it fails.",
              "Add a column with the new name, write both, and drop the old one later. In the"
                  + " YAML: renamed_from with online: true.",
              c ->
                  c.actions()
                      .flatMap(a -> renamedColumn(a).stream())
                      .filter(values -> !isOwn(values)))
          .alsoOfPlans();

  static final StatementRule TABLE_RENAMED =
      new StatementRule(
              FindingCode.LINT_TABLE_RENAMED,
              WARNING,
              "The table name {table} is gone after this: code that uses it fails.",
              "Deploy code that knows both names first, or leave a view with the old name.",
              c ->
                  Stream.concat(
                          c.actions().filter(CommonRules::renamesTable).map(Action::table),
                          renamedTable(c.sql()).filter(c.before()::isExisting).stream())
                      .<List<Object>>map(List::of)
                      .filter(values -> !c.sql().words().stream().anyMatch(CommonRules::isOwn)))
          .alsoOfPlans();

  static final StatementRule COLUMN_DROPPED =
      new StatementRule(
          FindingCode.LINT_COLUMN_DROPPED,
          WARNING,
          "The column {column} of {table} and its values are gone after this.",
          "Remove it from the YAML instead: a plan keeps the values in the trash. Deploy code that"
              + " does not use it first.",
          c -> c.actions().flatMap(a -> droppedColumn(a).stream()));

  static final StatementRule TABLE_DROPPED =
      new StatementRule(
          FindingCode.LINT_TABLE_DROPPED,
          WARNING,
          "The rows of {table} are gone after this.",
          "Remove it from the YAML instead: a plan keeps the table in the trash.",
          c ->
              dropped(c.sql(), "TABLE")
                  .filter(c.before()::isExisting)
                  .map(t -> List.<Object>of(t)));

  static final StatementRule DATABASE_DROPPED =
      new StatementRule(
          FindingCode.LINT_DATABASE_DROPPED,
          ERROR,
          "Everything in {name} is gone after this.",
          "Drop what is in it object by object, and the empty rest by hand.",
          c ->
              Stream.concat(dropped(c.sql(), "DATABASE"), dropped(c.sql(), "SCHEMA"))
                  .map(t -> List.<Object>of(t)));

  static final StatementRule TRUNCATED =
      new StatementRule(
          FindingCode.LINT_TRUNCATED,
          WARNING,
          "All rows of {table} are gone after this.",
          "Rename the table and create an empty one, so that the rows can be brought back.",
          c ->
              c.sql().is("TRUNCATE")
                  ? c.sql().name(c.sql().word(1).equals("TABLE") ? 2 : 1).stream()
                      .filter(n -> c.before().isExisting(n.name()))
                      .map(n -> List.<Object>of(n.name()))
                  : Stream.empty());

  static final StatementRule NO_WHERE =
      new StatementRule(
          FindingCode.LINT_NO_WHERE,
          WARNING,
          "{word} changes every row of {table} in one transaction.",
          "Write a condition. To change all rows, go in batches: backfill in the YAML does.",
          c -> unconditional(c.sql()).filter(v -> c.before().isExisting("" + v.get(1))).stream());

  static final StatementRule CASCADE =
      StatementRule.ofStatement(
          FindingCode.LINT_CASCADE,
          WARNING,
          "CASCADE also drops what depends on it, whatever that is.",
          "Name and drop the dependent objects in statements of their own.",
          (s, before) ->
              (s.is("DROP") || s.is("TRUNCATE")) && endsInCascade(s)
                  || s.alterTable()
                      .filter(
                          a -> a.actions().stream().anyMatch(x -> x.is("DROP") && endsInCascade(x)))
                      .isPresent());

  static final StatementRule IF_NOT_EXISTS =
      StatementRule.ofStatement(
          FindingCode.LINT_IF_NOT_EXISTS,
          INFO,
          "IF NOT EXISTS does nothing where another object has the name.",
          "Leave it out, so that a difference is an error. For an extension or a schema it is"
              + " right.",
          (s, before) ->
              s.has("IF", "NOT", "EXISTS")
                  && (s.is("CREATE") || s.is("ALTER"))
                  && !Set.of("EXTENSION", "SCHEMA", "DATABASE", "ROLE", "USER")
                      .contains(s.word(1)));

  static final StatementRule MIXED =
      StatementRule.ofStatement(
          FindingCode.LINT_MIXED,
          INFO,
          "The file changes rows and the schema.",
          "Put them into two files: a lock of the first is held while the rows change.",
          (s, before) ->
              before.changesRows() != before.changesSchema()
                  && (before.changesRows() ? Words.changesSchema(s) : Words.changesRows(s)));

  static final StatementRule NESTED =
      new StatementRule(
          FindingCode.LINT_TRANSACTION,
          WARNING,
          "{word} {problem}.",
          "Write each BEGIN with one COMMIT. Underpin begins and ends the transaction of each step"
              + " of a saved migration itself.",
          c -> {
            if (Words.begins(c.sql()) && c.before().inTransaction())
              return Stream.of(List.of(c.sql().first(), "is inside of a transaction"));
            if (Words.ends(c.sql()) && !c.before().inTransaction())
              return Stream.of(List.of(c.sql().first(), "ends a transaction that did not begin"));
            return Stream.empty();
          });

  static final StatementRule CHECKS_OFF =
      StatementRule.ofStatement(
          FindingCode.LINT_CHECKS_OFF,
          WARNING,
          "Foreign keys are not checked after this: rows without their parent can stay.",
          "Order the statements so that the checks pass.",
          (s, before) ->
              s.is("SET") && s.has("FOREIGN_KEY_CHECKS", "=", "0")
                  || s.is("SET") && s.has("FOREIGN_KEY_CHECKS", "=", "OFF")
                  || s.is("PRAGMA", "FOREIGN_KEYS")
                      && (s.has("OFF") || s.has("0") || s.has("FALSE"))
                  || s.is("SET") && s.has("SESSION_REPLICATION_ROLE") && s.has("REPLICA")
                  || s.is("ALTER", "TABLE") && s.has("DISABLE", "TRIGGER"));

  static final StatementRule CONSTRAINT_DROPPED =
      StatementRule.ofAction(
          FindingCode.LINT_CONSTRAINT_DROPPED,
          INFO,
          "{table} takes rows after this that the constraint would refuse.",
          "Remove it from the YAML instead: a rollback then finds the rows that do not fit before"
              + " it adds the constraint.",
          a ->
              a.sql().is("DROP", "CONSTRAINT")
                  || a.sql().is("DROP", "FOREIGN", "KEY")
                  || a.sql().is("DROP", "PRIMARY", "KEY")
                  || a.sql().is("DROP", "CHECK"));

  static final StatementRule NOT_ANALYSED =
      new StatementRule(
          FindingCode.LINT_NOT_ANALYSED,
          INFO,
          "This statement was not analysed: {word}.",
          "Read it with care: what it runs is not known before it runs.",
          c ->
              READ.contains(c.sql().first()) || c.sql().first().isEmpty()
                  ? Stream.empty()
                  : Stream.of(List.of(c.sql().first())));

  static final List<StatementRule> ALL =
      List.of(
          REQUIRED_COLUMN,
          COLUMN_RENAMED,
          TABLE_RENAMED,
          COLUMN_DROPPED,
          TABLE_DROPPED,
          DATABASE_DROPPED,
          TRUNCATED,
          NO_WHERE,
          CASCADE,
          IF_NOT_EXISTS,
          MIXED,
          NESTED,
          CHECKS_OFF,
          CONSTRAINT_DROPPED,
          NOT_ANALYSED);

  private CommonRules() {}

  private static Optional<List<Object>> renamedColumn(Action action) {
    SqlStatement sql = action.sql();
    if (sql.is("RENAME")
        && sql.has("TO")
        && !Set.of("TO", "AS", "CONSTRAINT", "INDEX", "KEY").contains(sql.word(1)))
      return sql.name(sql.is("RENAME", "COLUMN") ? 2 : 1)
          .filter(n -> !isOwn(sql.word(sql.words().size() - 1)))
          .map(n -> List.of(action.table(), n.name()));
    if (!sql.is("CHANGE")) return Optional.empty();
    Optional<SqlStatement.Named> from = sql.name(sql.is("CHANGE", "COLUMN") ? 2 : 1);
    return from.filter(
            n -> sql.name(n.next()).filter(to -> !to.name().equalsIgnoreCase(n.name())).isPresent())
        .map(n -> List.of(action.table(), n.name()));
  }

  private static boolean endsInCascade(SqlStatement sql) {
    return sql.word(sql.words().size() - 1).equals("CASCADE");
  }

  private static boolean renamesTable(Action action) {
    SqlStatement sql = action.sql();
    return sql.is("RENAME")
        && (sql.is("RENAME", "TO") || sql.is("RENAME", "AS") || sql.words().size() == 2);
  }

  private static Optional<String> renamedTable(SqlStatement sql) {
    return sql.is("RENAME", "TABLE") ? sql.name(2).map(SqlStatement.Named::name) : Optional.empty();
  }

  /** A name of Underpin's own: a copy, a helper column or the trash. */
  private static boolean isOwn(String word) {
    return word.toLowerCase(Locale.ROOT).contains("underpin_");
  }

  private static boolean isOwn(List<Object> values) {
    return values.stream().anyMatch(v -> isOwn("" + v));
  }

  private static Optional<List<Object>> droppedColumn(Action action) {
    SqlStatement sql = action.sql();
    if (!sql.is("DROP") || NOT_A_COLUMN.contains(sql.word(1))) return Optional.empty();
    return sql.name(sql.is("DROP", "COLUMN") ? 2 : 1).map(n -> List.of(n.name(), action.table()));
  }

  private static Stream<String> dropped(SqlStatement sql, String kind) {
    if (!sql.is("DROP", kind)) return Stream.empty();
    List<String> names = new ArrayList<>();
    for (SqlStatement part : sql.from(2).parts()) part.name(0).ifPresent(n -> names.add(n.name()));
    return names.stream();
  }

  /** The word and the table of an {@code UPDATE} or {@code DELETE} of all rows. */
  private static Optional<List<Object>> unconditional(SqlStatement sql) {
    int at = Math.max(sql.outside("UPDATE"), sql.outside("DELETE"));
    // FOR UPDATE locks rows, DO UPDATE is part of an INSERT.
    if (at < 0 || PART_OF_ANOTHER.contains(sql.word(at - 1))) return Optional.empty();
    if (!Set.of("UPDATE", "DELETE", "WITH").contains(sql.first())) return Optional.empty();
    SqlStatement write = sql.from(at);
    if (write.outside("LIMIT") > 0 || write.outside("JOIN") > 0 || write.outside("USING") > 0)
      return Optional.empty();
    int where = write.outside("WHERE");
    if (where > 0 && !ALWAYS.contains(String.join(" ", write.from(where + 1).words())))
      return Optional.empty();
    return write
        .name(write.is("DELETE", "FROM") ? 2 : 1)
        .map(n -> List.of(write.word(0), n.name()));
  }
}
