package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.ddl.ObjectHead;
import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.step.Lock;
import dev.underpin.schema.declared.ColumnRef;
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
 * Why no second column can be kept equal to a column by triggers, whatever it is for.
 *
 * @param table the table as it is
 * @param column the name of the column
 */
record SecondColumnObstacles(MysqlContext context, Table table, String column) {
  /** Actions that change values without a trigger. */
  private static final Set<ReferentialAction> SILENT =
      Set.of(ReferentialAction.CASCADE, ReferentialAction.SET_NULL, ReferentialAction.SET_DEFAULT);

  Optional<String> ofKeys() {
    for (ForeignKey key : table.constraintsOf(ForeignKey.class)) {
      // A row that is deleted with its parent needs no trigger.
      boolean deletes = key.onDelete() == ReferentialAction.CASCADE;
      boolean silent =
          SILENT.contains(key.onUpdate()) || !deletes && SILENT.contains(key.onDelete());
      if (key.columnList().contains(column) && silent)
        return Optional.of(
            "foreign key " + key.name().orElse("") + " changes its values, and runs no trigger");
    }
    for (Index index : table.indexes()) {
      boolean special =
          Set.of(IndexOptions.FULLTEXT, IndexOptions.SPATIAL).contains(index.method());
      if (special && index.columns().contains(column))
        return Optional.of("index " + index.name() + " cannot be built while others write");
    }
    return Optional.empty();
  }

  Optional<String> ofExpressions() {
    Stream<SqlText> expressions =
        Stream.concat(
            table.columns().stream().flatMap(c -> c.generated().stream()).map(g -> g.expression()),
            table.indexes().stream()
                .flatMap(i -> i.keys().stream())
                .flatMap(k -> k.expression().stream()));
    return expressions.anyMatch(this::isMentioned)
        ? Optional.of("a generated column or an index on an expression uses it")
        : Optional.empty();
  }

  boolean isMentioned(SqlText expression) {
    return context.dialect().mentionsColumn(expression, column);
  }

  /**
   * The servers keep the order of triggers, so there are those of one column at a time.
   *
   * @param own the name of this column in the end
   */
  Optional<String> ofOtherColumns(String own) {
    return context.target(table.name()).columns().stream()
        .map(Column::name)
        .filter(other -> !other.equals(own) && changesInUse(other))
        .findFirst()
        .map(o -> "column " + o + " of the table changes in use too; do that in another plan");
  }

  private boolean changesInUse(String other) {
    ColumnRef ref = new ColumnRef(table.name(), other);
    boolean renamed = context.hints().renamedInUse().contains(ref);
    return context.changes().stream()
        .anyMatch(
            c ->
                c instanceof Change.AlterColumn alter
                        && alter.table().equals(table.name())
                        && alter.after().name().equals(other)
                        && context.changesInUse(table.name(), alter.before(), alter.after())
                    || renamed
                        && c instanceof Change.RenameColumn rename
                        && rename.table().equals(table.name())
                        && rename.to().equals(other));
  }

  Optional<String> ofTable() {
    if (table.options().containsKey(TableOptions.SYSTEM_VERSIONING))
      return Optional.of("the table keeps old versions of its rows, and would get one of each");
    String partitions = table.options().getOrDefault(TableOptions.PARTITION_BY, "");
    return isMentioned(SqlText.of(partitions))
        ? Optional.of("the partitions of the table depend on it")
        : Optional.empty();
  }

  Optional<String> ofTriggers() {
    for (SchemaObject object : triggers()) {
      String occasion = ObjectHead.occasion(object.create().written());
      if (occasion.equals("before insert") || occasion.endsWith(" update"))
        return Optional.of(
            "trigger " + object.name() + " would run for each value copied, or before it is");
    }
    return Optional.empty();
  }

  private List<SchemaObject> triggers() {
    return Stream.of(context.catalog().schema(), context.target())
        .flatMap(s -> s.objects().values().stream())
        .filter(o -> o.kind() == SchemaObject.Kind.TRIGGER)
        .filter(o -> o.table().filter(table.name()::equals).isPresent())
        .toList();
  }

  /** By these methods the table is changed. */
  Optional<String> ofMethods(List<AlterMethod> methods) {
    return methods.stream().anyMatch(m -> m.locks().blocks() == Lock.Blocks.WRITES)
        ? Optional.of("the server stops writers of this table while it adds or drops a column")
        : Optional.empty();
  }
}
