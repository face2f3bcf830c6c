package dev.underpin.planner.mysql.kit;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why the type of a column cannot change through a second column while its table is in use.
 *
 * @param table the table as it is
 * @param before the column as it is
 * @param after the column as it will be
 */
public record TypeObstacles(TableSteps steps, Table table, Column before, Column after) {
  private MysqlContext context() {
    return steps.context;
  }

  private String name() {
    return before.name();
  }

  private SecondColumnObstacles common() {
    return new SecondColumnObstacles(context(), table, name());
  }

  /** The first reason that holds; empty where it can change. */
  public Optional<String> first() {
    return ofColumn()
        .or(() -> common().ofOtherColumns(name()))
        .or(this::ofIndexes)
        .or(common()::ofKeys)
        .or(common()::ofExpressions)
        .or(this::ofChecks)
        .or(common()::ofTable)
        .or(common()::ofTriggers)
        .or(this::ofMethods);
  }

  private Optional<String> ofColumn() {
    if (!context().live(table.name()).equals(table.name())
        || !context().live(table.name(), name()).equals(name()))
      return Optional.of("the table or the column gets another name in the same plan");
    if (before.generated().isPresent() || after.generated().isPresent())
      return Optional.of("the column is generated");
    if (before.identity().isPresent() || after.identity().isPresent())
      return Optional.of("the server numbers the column, and does so behind the triggers");
    if (table.primaryKey().isEmpty()) return Optional.of("the table has no primary key");
    if (table.primaryKey().filter(k -> k.columns().contains(name())).isPresent())
      return Optional.of("the column is in the primary key");
    if (before.nullable() != after.nullable())
      return Optional.of("NULL is allowed or forbidden in the same plan; do that in another one");
    return Optional.empty();
  }

  private Optional<String> ofIndexes() {
    Table target = context().target(table.name());
    Stream<String> changed =
        Stream.concat(
            table.indexes().stream()
                .filter(i -> i.columns().contains(name()) && !target.indexes().contains(i))
                .map(Index::name),
            table.constraintsOf(UniqueConstraint.class).stream()
                .filter(k -> k.columns().contains(name()) && !target.constraints().contains(k))
                .map(k -> k.name().orElse("")));
    return changed
        .findFirst()
        .map(i -> "index " + i + " changes in the same plan; do that in another one");
  }

  private Optional<String> ofChecks() {
    return table.constraintsOf(CheckConstraint.class).stream()
        .filter(c -> common().isMentioned(c.expression()) || isOfColumn(c))
        .findFirst()
        .map(c -> "check " + c.name().orElse("") + " has to be made again, which stops writers");
  }

  private boolean isOfColumn(CheckConstraint check) {
    return ColumnChecks.of(table, before).filter(check::equals).isPresent();
  }

  private Optional<String> ofMethods() {
    List<Operation> others =
        List.of(Operation.ADD_COLUMN, Operation.ADD_KEY, Operation.DROP_KEY, Operation.DROP_COLUMN);
    Stream<AlterMethod> methods =
        Stream.concat(others.stream().map(steps::method), Stream.of(exchanging(steps, before)));
    return common().ofMethods(methods.toList());
  }

  /** The method by which a column and its second one exchange their names and rules. */
  public static AlterMethod exchanging(TableSteps steps, Column column) {
    Set<Operation> always =
        Set.of(Operation.RENAME_COLUMN, Operation.CHANGE_COLUMN_ATTRIBUTES, Operation.RENAME_KEY);
    AlterMethod names = steps.method(always);
    if (column.nullable())
      return rebuilds(steps) ? names.and(steps.method(Operation.DROP_NOT_NULL)) : names;
    return names
        .and(steps.method(TypeConversion.settingNotNull(column.type())))
        .and(steps.method(Operation.DROP_NOT_NULL));
  }

  /**
   * True where the rows are written again though the names alone change. MySQL 8.0.33 reads the
   * values of a column as those of another type when two have exchanged their names, one of them
   * was added instantly, and one is dropped instantly.
   */
  public static boolean rebuilds(TableSteps steps) {
    return !steps.context.dialect().flavor().isMariaDb();
  }
}
