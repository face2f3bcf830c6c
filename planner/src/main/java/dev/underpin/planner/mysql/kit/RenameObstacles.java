package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;

/**
 * Why a column cannot get another name while its table is in use.
 *
 * @param table the table as it is
 * @param column the column as it is
 * @param to its new name
 */
public record RenameObstacles(TableSteps steps, Table table, Column column, String to) {
  private MysqlContext context() {
    return steps.context;
  }

  private SecondColumnObstacles common() {
    return new SecondColumnObstacles(context(), table, from());
  }

  private String from() {
    return column.name();
  }

  /** The first reason that holds; empty where it can be renamed. */
  public Optional<String> first() {
    return ofColumn()
        .or(() -> common().ofOtherColumns(to))
        .or(common()::ofKeys)
        .or(common()::ofExpressions)
        .or(this::ofChecks)
        .or(common()::ofTable)
        .or(common()::ofTriggers)
        .or(this::ofMethod);
  }

  private Optional<String> ofColumn() {
    if (Identifiers.isSame(from(), to))
      return Optional.of("the two names are one for the server, which ignores case");
    if (column.generated().isPresent()) return Optional.of("the column is generated");
    if (column.identity().isPresent())
      return Optional.of("the server numbers the column, and does so behind the triggers");
    if (table.primaryKey().filter(k -> k.columns().contains(from())).isPresent())
      return Optional.of("the column is in the primary key");
    for (Change change : context().changes()) {
      if (change instanceof Change.AlterColumn alter
          && alter.table().equals(table.name())
          && alter.after().name().equals(to))
        return Optional.of("the column changes in another way too; rename it first");
    }
    SecondColumn second = new SecondColumn(context(), table, column, to);
    if (second.needsDefault() && second.noValue().isEmpty())
      return Optional.of(
          "it is NOT NULL without a default, so the server would refuse INSERT … SELECT of the new"
              + " application; give it a default first");
    return Optional.empty();
  }

  private Optional<String> ofChecks() {
    boolean inForeignKey = isInForeignKey(table, from(), context());
    Table renamed = context().renamed(table.name());
    return DependentObjects.ofRename(steps, table, renamed, from(), inForeignKey).drop().isPresent()
        ? Optional.of("a check has to be made again, which stops writers")
        : Optional.empty();
  }

  private Optional<String> ofMethod() {
    List<Operation> operations =
        List.of(
            Operation.ADD_COLUMN,
            Operation.ADD_KEY,
            renaming(table, from(), context()),
            Operation.DROP_KEY,
            Operation.DROP_COLUMN);
    return common().ofMethods(operations.stream().map(steps::method).toList());
  }

  /** What giving the column another name is: at either end of a foreign key it is not instant. */
  public static Operation renaming(Table table, String column, MysqlContext context) {
    return isInForeignKey(table, column, context)
        ? Operation.RENAME_REFERENCED_COLUMN
        : Operation.RENAME_COLUMN;
  }

  private static boolean isReferenced(Table table, String column, MysqlContext context) {
    return context.catalog().schema().tables().values().stream()
        .flatMap(t -> t.constraintsOf(ForeignKey.class).stream())
        .anyMatch(
            f -> f.references().equals(table.name()) && f.referencedColumns().contains(column));
  }

  private static boolean isInForeignKey(Table table, String column, MysqlContext context) {
    return isReferenced(table, column, context)
        || table.constraintsOf(ForeignKey.class).stream()
            .anyMatch(f -> f.columnList().contains(column));
  }
}
