package dev.underpin.planner.lint;

import dev.underpin.planner.statement.SqlStatement;
import dev.underpin.schema.finding.FindingCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A rule on a SQL statement.
 *
 * @param level the usual one
 * @param text the words of a finding, with the names of its arguments in braces
 * @param remedy what to do instead
 * @param finder for each breach the arguments of the text
 * @param ofPlans true where it also holds for statements as a plan has saved them; they are safe
 *     for the database, and not always for the application
 */
public record StatementRule(
    FindingCode code,
    LintLevel level,
    String text,
    String remedy,
    Function<Context, Stream<List<Object>>> finder,
    boolean ofPlans) {
  private static final Set<String> NOT_COLUMNS =
      Set.of(
          "CONSTRAINT",
          "PRIMARY",
          "UNIQUE",
          "FOREIGN",
          "CHECK",
          "EXCLUDE",
          "INDEX",
          "KEY",
          "FULLTEXT",
          "SPATIAL",
          "PARTITION",
          "PERIOD",
          "SYSTEM",
          "NOT",
          "(",
          "");

  private static final Set<String> TYPE_WORDS =
      Set.of("PRECISION", "VARYING", "WITH", "WITHOUT", "TIME", "ZONE", "UNSIGNED");

  /** A rule on statements that people write. */
  public StatementRule(
      FindingCode code,
      LintLevel level,
      String text,
      String remedy,
      Function<Context, Stream<List<Object>>> finder) {
    this(code, level, text, remedy, finder, false);
  }

  /** The same for the statements of plans too. */
  public StatementRule alsoOfPlans() {
    return new StatementRule(code, level, text, remedy, finder, true);
  }

  /** A statement, and what the file has done before it. */
  public record Context(SqlStatement sql, Script before) {
    /** What an {@code ALTER TABLE} of an existing table does. */
    public Stream<Action> actions() {
      return sql.alterTable().stream()
          .filter(a -> before.isExisting(a.table()))
          .flatMap(a -> a.actions().stream().map(s -> new Action(a.table(), s)));
    }

    /** The columns that the statement creates or adds. */
    public Stream<NewColumn> newColumns() {
      Stream<NewColumn> created =
          sql.createdTable().stream()
              .filter(t -> sql.word(t.next()).equals("("))
              .flatMap(
                  t ->
                      sql.inParentheses(t.next()).parts().stream()
                          .filter(d -> !NOT_COLUMNS.contains(d.word(0)) && !d.is("LIKE"))
                          .flatMap(
                              d ->
                                  d.name(0).stream()
                                      .map(
                                          n ->
                                              new NewColumn(
                                                  t.name(), n.name(), d.from(n.next())))));
      Stream<NewColumn> added =
          sql.alterTable().stream()
              .flatMap(a -> a.actions().stream().map(s -> new Action(a.table(), s)))
              .flatMap(
                  a ->
                      a.addedColumn().stream()
                          .map(n -> new NewColumn(a.table(), n.name(), a.definition())));
      return Stream.concat(created, added);
    }
  }

  /**
   * A column that a statement creates or adds.
   *
   * @param definition its type and what follows
   */
  public record NewColumn(String table, String column, SqlStatement definition) {
    /** The type, without what follows it. */
    public String type() {
      SqlStatement d = definition;
      int end = 1;
      while (TYPE_WORDS.contains(d.word(end))) end++;
      if (d.word(end).equals("(")) end = d.indexOf(end, ")") + 1;
      while (TYPE_WORDS.contains(d.word(end))) end++;
      return String.join(" ", d.tokens().subList(0, Math.min(end, d.tokens().size())))
          .replaceAll(" ?\\( ?", "(")
          .replaceAll(" \\)", ")");
    }
  }

  /** A rule on new columns; its text has the column and its type. */
  public static StatementRule ofNewColumn(
      FindingCode code, LintLevel level, String text, String remedy, Predicate<NewColumn> breaks) {
    return new StatementRule(
        code,
        level,
        text,
        remedy,
        c ->
            c.newColumns()
                .filter(breaks)
                .map(n -> List.of(n.table() + "." + n.column(), n.type())));
  }

  /** One thing that an {@code ALTER TABLE} does. */
  public record Action(String table, SqlStatement sql) {
    /** The column that it adds, and where its type begins. */
    public Optional<SqlStatement.Named> addedColumn() {
      if (!sql.is("ADD")) return Optional.empty();
      boolean said = sql.word(1).equals("COLUMN");
      int at = said ? 2 : 1;
      if (!said && NOT_COLUMNS.contains(sql.word(at))) return Optional.empty();
      return sql.name(at);
    }

    /** True where it adds a constraint that begins with this word, with a name or without. */
    public boolean addsConstraint(String kind) {
      if (!sql.is("ADD")) return false;
      if (sql.word(1).equals(kind)) return true;
      return sql.word(1).equals("CONSTRAINT")
          && (sql.word(2).equals(kind) || sql.word(3).equals(kind));
    }

    /** What follows the name of an added column. */
    public SqlStatement definition() {
      return addedColumn().map(n -> sql.from(n.next())).orElse(sql.from(sql.words().size()));
    }
  }

  /** A rule on the statements for which a condition holds; its text has no arguments. */
  public static StatementRule ofStatement(
      FindingCode code,
      LintLevel level,
      String text,
      String remedy,
      BiPredicate<SqlStatement, Script> breaks) {
    return new StatementRule(
        code,
        level,
        text,
        remedy,
        c -> breaks.test(c.sql(), c.before()) ? Stream.of(List.of()) : Stream.empty());
  }

  /** A rule on what an {@code ALTER TABLE} of an existing table does; its text has the table. */
  public static StatementRule ofAction(
      FindingCode code, LintLevel level, String text, String remedy, Predicate<Action> breaks) {
    return new StatementRule(
        code, level, text, remedy, c -> c.actions().filter(breaks).map(a -> List.of(a.table())));
  }

  /**
   * A rule on columns that are added to an existing table; its text has the table and the column.
   */
  public static StatementRule ofColumn(
      FindingCode code,
      LintLevel level,
      String text,
      String remedy,
      Predicate<SqlStatement> breaks) {
    return new StatementRule(
        code,
        level,
        text,
        remedy,
        c ->
            c.actions()
                .filter(a -> a.addedColumn().isPresent() && breaks.test(a.definition()))
                .map(a -> List.of(a.table(), a.addedColumn().orElseThrow().name())));
  }
}
