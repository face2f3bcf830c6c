package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.ColumnOptions;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Moves columns and tables into the trash and out of it, by other names. One direction of a plan
 * uses one token: what the plan put there is still there when its rollback puts its own beside it.
 */
public final class TrashSteps {
  private final TableSteps steps;
  private final String token;
  private final boolean returns;

  private TrashSteps(TableSteps steps, String token, boolean returns) {
    this.steps = steps;
    this.token = token;
    this.returns = returns;
  }

  /** The trash of what the plan itself drops. */
  public static TrashSteps forward(TableSteps steps) {
    return new TrashSteps(steps, steps.context.token(), true);
  }

  /** The trash of what the rollback drops. */
  public static TrashSteps back(TableSteps steps) {
    return new TrashSteps(steps, TrashNames.backToken(steps.context.token()), false);
  }

  String name(String name) {
    return TrashNames.of(token, name, steps.context.dialect().maxIdentifierBytes());
  }

  /** Where a table or a sequence lies in the trash. */
  public QualifiedName name(QualifiedName table) {
    return table.withName(name(table.name()));
  }

  // --- columns

  /**
   * A column leaves at once, with its values: hidden from {@code SELECT *} and freed of whatever
   * could reject a row that is written without it. Where it must not be NULL, a rollback has to
   * tell such rows from others: it allows NULL. In the trash of a rollback it gets a default for
   * them, because to allow NULL would rebuild the table.
   */
  public SqlStatement drop(Column column) {
    return steps.alter(method(column), dropClause(column));
  }

  /** The clause that does it. */
  public Clause dropClause(Column column) {
    Column explicit = steps.context.withExplicitCollation(owner(), resting(column));
    return steps.clauses.changeColumn(bare(steps.table), column.name(), explicit);
  }

  /** The column is again as it was, with its check (MariaDB). */
  public SqlStatement restore(Table owner, Column column) {
    AlterMethod method = method(column);
    boolean requires = resting(column).nullable() && !column.nullable();
    return steps.alter(
        requires ? method.and(steps.method(TypeConversion.settingNotNull(column.type()))) : method,
        restoreClause(owner, column));
  }

  /**
   * A column leaves, and what a rollback has to know is kept. Rows that were written since get the
   * declared value before the column comes back. Where such a row need not be NULL, or may not be
   * the only one that is, it is told from others by a hidden column: that one begins with a value,
   * and loses it as default in the statement by which the column leaves.
   */
  public void move(Column column, StepBuilder step) {
    Optional<SqlText> value = steps.context.backfillDown(steps.table, column.name());
    if (value.isPresent()) moveFilled(column, step, value.get());
    else step.up(drop(column)).down(restore(owner(), column));
  }

  private void moveFilled(Column column, StepBuilder step, SqlText value) {
    MysqlContext context = steps.context;
    String trash = name(column.name());
    // It is compiled where it can still be refused: before the column goes.
    step.up(context.sql("UPDATE {} SET {} = ({}) WHERE false", steps.table, column.name(), value));
    boolean marked = column.nullable() || !resting(column).nullable();
    String mark = name(context.keptMark(steps.table, column.name()));
    Column none = hidden(Column.of(mark, "tinyint"), mark);
    Column kept = none.withDefault(Optional.of(SqlText.of("1")));
    if (marked)
      step.up(steps.alter(Operation.ADD_COLUMN, steps.clauses.addColumn(owner(), kept)))
          .up(
              steps.alter(
                  method(column), dropClause(column), steps.clauses.modifyColumn(owner(), none)));
    else step.up(drop(column));
    // A column with a default has it in the rows that the expression gives no value.
    SqlText filled =
        marked && !column.nullable()
            ? context.fragment("COALESCE(({}), {})", value, trash)
            : context.fragment("({})", value);
    step.down(
        context.sql(
            "UPDATE {} SET {} = {}{} WHERE {} IS NULL",
            steps.table,
            trash,
            filled,
            context.keepingTimes(steps.table),
            marked ? mark : trash));
    step.down(restore(owner(), column));
    if (marked) step.down(steps.alter(Operation.DROP_COLUMN, steps.clauses.dropColumn(mark)));
  }

  /** Rows that were written since the column was dropped, and have no value for it. */
  public Optional<DataCheck> missing(Column column) {
    if (column.nullable() || !resting(column).nullable()) return Optional.empty();
    String trash = name(column.name());
    MysqlContext context = steps.context;
    return Optional.of(
        new DataCheck(
            "missing:" + steps.table + "." + column.name(),
            steps.table,
            CheckTexts.valueMissing(column.name()),
            context.rowsAfter(
                steps.table,
                context
                    .backfillDown(steps.table, column.name())
                    .map(value -> context.sql("{} IS NULL AND ({}) IS NULL", trash, value))
                    .orElseGet(() -> context.sql("{} IS NULL", trash))),
            CheckTexts.valueInTrash(trash)));
  }

  /** The clause that does it. */
  public Clause restoreClause(Table owner, Column column) {
    return steps.clauses.changeColumn(
        owner, name(column.name()), steps.context.withExplicitCollation(owner, column));
  }

  /** The table that has the column. */
  private Table owner() {
    return returns ? steps.oldTable() : steps.newTable();
  }

  /** How a column gets there. */
  public AlterMethod method(Column column) {
    AlterMethod renaming =
        steps.method(List.of(Operation.RENAME_COLUMN, Operation.CHANGE_COLUMN_ATTRIBUTES));
    if (ColumnChecks.isJson(ColumnChecks.of(owner(), column)))
      renaming = renaming.and(steps.method(Operation.CHANGE_TYPE));
    return column.nullable() == resting(column).nullable()
        ? renaming
        : renaming.and(steps.method(Operation.DROP_NOT_NULL));
  }

  private Column resting(Column column) {
    Optional<SqlText> filler =
        column.nullable()
            ? Optional.empty()
            : column.defaultValue().or(() -> returns ? Optional.empty() : filler(column));
    TreeMap<String, String> options = new TreeMap<>(column.options());
    options.remove(ColumnOptions.ON_UPDATE);
    options.put(ColumnOptions.INVISIBLE, "true");
    return column
        .withName(name(column.name()))
        .withNullable(column.nullable() || filler.isEmpty())
        .withDefault(filler)
        .withOptions(Options.copy(options));
  }

  /** A column for the values of another, hidden from {@code SELECT *}. */
  public static Column hidden(Column column, String name) {
    return Column.of(name, column.type())
        .withCollation(column.collation())
        .withOptions(Options.of(ColumnOptions.INVISIBLE, "true"));
  }

  /** A value of the column's type for rows that give none; absent for types that have none. */
  private static Optional<SqlText> filler(Column column) {
    Optional<TypeName> type = TypeName.parse(column.type());
    if (type.isEmpty()) return Optional.empty();
    String text =
        switch (type.get().base()) {
          case "tinyint", "smallint", "mediumint", "int", "bigint" -> "0";
          case "decimal", "float", "double", "year" -> "0";
          case "bit" -> "b'0'";
          case "enum" -> type.get().modifiers().get(0);
          case "date" -> "'1970-01-01'";
          case "datetime", "timestamp" -> "'1970-01-02 00:00:00'";
          case "time" -> "'00:00:00'";
          case "json" -> "'null'";
          case "uuid" -> "'00000000-0000-0000-0000-000000000000'";
          case "inet6" -> "'::'";
          case "inet4" -> "'0.0.0.0'";
          default -> type.get().isSpatial() ? "" : "''";
        };
    return text.isEmpty() ? Optional.empty() : Optional.of(SqlText.of(text));
  }

  /** A table of that name from which a column's definition takes nothing. */
  private static Table bare(QualifiedName table) {
    return new Table(table, List.of(), List.of(), List.of(), Optional.empty(), Options.none());
  }

  // --- tables

  /**
   * A table leaves with its rows and indexes, without the foreign keys by which it could block or
   * cascade, and without the checks whose names are the database's.
   */
  public List<SqlStatement> drop(Table table) {
    List<SqlStatement> statements = new ArrayList<>();
    for (Constraint constraint : table.constraints()) {
      if (constraint instanceof ForeignKey || isNamedForAll(table, constraint))
        statements.add(
            steps.alter(Operation.DROP_FOREIGN_KEY, steps.clauses.dropConstraint(constraint)));
    }
    statements.add(steps.clauses.renameTable(table.name(), name(table.name())));
    return statements;
  }

  /** The table is again as it was, without foreign keys: these are steps of their own. */
  public List<SqlStatement> restore(Table table) {
    List<SqlStatement> statements = new ArrayList<>();
    statements.add(steps.clauses.renameTable(name(table.name()), table.name()));
    for (Constraint constraint : table.constraints()) {
      if (isNamedForAll(table, constraint))
        statements.add(steps.alter(Operation.ADD_CHECK, steps.clauses.addConstraint(constraint)));
    }
    return statements;
  }

  private boolean isNamedForAll(Table table, Constraint constraint) {
    var dialect = steps.context.dialect();
    // Those that are named after the table follow it by themselves.
    return constraint instanceof CheckConstraint
        && dialect.flavor().checkNamesAreGlobal()
        && dialect.renamed(table, name(table.name())).constraints().contains(constraint);
  }
}
