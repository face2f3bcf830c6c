package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.ddl.ObjectHead;
import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.step.Lock;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a column cannot get another name while its table is in use.
 *
 * @param table the table as it is
 * @param column the column as it is
 * @param to its new name
 */
public record RenameObstacles(TableSteps steps, Table table, Column column, String to) {
  private static final Set<ReferentialAction> SILENT =
      Set.of(ReferentialAction.CASCADE, ReferentialAction.SET_NULL, ReferentialAction.SET_DEFAULT);

  private MysqlContext context() {
    return steps.context;
  }

  private String from() {
    return column.name();
  }

  /** The first reason that holds; empty where it can be renamed. */
  public Optional<String> first() {
    return ofColumn()
        .or(this::ofKeys)
        .or(this::ofExpressions)
        .or(this::ofTable)
        .or(this::ofTriggers)
        .or(this::ofMethod);
  }

  private Optional<String> ofColumn() {
    if (from().equalsIgnoreCase(to))
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

  private Optional<String> ofKeys() {
    for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
      if (key.columnList().contains(from())
          && (SILENT.contains(key.onDelete()) || SILENT.contains(key.onUpdate())))
        return Optional.of(
            "foreign key " + key.name().orElse("") + " changes its values, and runs no trigger");
    }
    for (Index index : table.indexes()) {
      boolean special =
          Set.of(IndexOptions.FULLTEXT, IndexOptions.SPATIAL).contains(index.method());
      if (special && index.columns().contains(from()))
        return Optional.of("index " + index.name() + " cannot be built while others write");
    }
    return Optional.empty();
  }

  private Optional<String> ofExpressions() {
    Stream<SqlText> expressions =
        Stream.of(
                table.columns().stream()
                    .flatMap(c -> c.generated().stream())
                    .map(g -> g.expression()),
                table.indexes().stream()
                    .flatMap(i -> i.keys().stream())
                    .flatMap(k -> k.expression().stream()))
            .flatMap(e -> e);
    if (expressions.anyMatch(e -> context().dialect().mentionsColumn(e, from())))
      return Optional.of("a generated column or an index on an expression uses it");
    boolean inForeignKey = isInForeignKey(table, from(), context());
    Table renamed = context().renamed(table.name());
    if (DependentObjects.ofRename(steps, table, renamed, from(), inForeignKey).drop().isPresent())
      return Optional.of("a check has to be made again, which stops writers");
    return Optional.empty();
  }

  private Optional<String> ofTable() {
    if (table.options().containsKey(TableOptions.SYSTEM_VERSIONING))
      return Optional.of("the table keeps old versions of its rows, and would get one of each");
    String partitions = table.options().getOrDefault(TableOptions.PARTITION_BY, "");
    return context().dialect().mentionsColumn(SqlText.of(partitions), from())
        ? Optional.of("the partitions of the table depend on it")
        : Optional.empty();
  }

  private Optional<String> ofTriggers() {
    for (SchemaObject object : triggers()) {
      String occasion = ObjectHead.occasion(object.create().written());
      if (occasion.equals("before insert") || occasion.endsWith(" update"))
        return Optional.of(
            "trigger " + object.name() + " would run for each value copied, or before it is");
    }
    return Optional.empty();
  }

  private List<SchemaObject> triggers() {
    return Stream.of(context().catalog().schema(), context().target())
        .flatMap(s -> s.objects().values().stream())
        .filter(o -> o.kind() == SchemaObject.Kind.TRIGGER)
        .filter(o -> o.table().filter(table.name()::equals).isPresent())
        .toList();
  }

  private Optional<String> ofMethod() {
    List<Operation> operations =
        List.of(
            Operation.ADD_COLUMN,
            Operation.ADD_KEY,
            renaming(table, from(), context()),
            Operation.DROP_KEY,
            Operation.DROP_COLUMN);
    return operations.stream()
            .map(steps::method)
            .anyMatch(m -> m.locks().blocks() == Lock.Blocks.WRITES)
        ? Optional.of("the server stops writers of this table while it adds or drops a column")
        : Optional.empty();
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
