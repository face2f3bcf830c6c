package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.dialect.mysql.options.IndexOptions;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.Table;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a table decides how a server can change it.
 *
 * @param fullText it has a full text index, and with it a hidden column
 * @param compressed its pages are compressed
 * @param computed it has a column that is computed when it is read
 * @param computedKey such a column is part of a key
 * @param stored it has a column whose computed value is kept
 * @param expressionKey an index is on an expression, and with it a hidden column
 * @param checksAnew a check in force is on a type that MySQL never takes for unchanged
 * @param follows its rows change with those that they refer to
 * @param isInnoDb its storage engine is InnoDB
 */
public record TableTraits(
    boolean fullText,
    boolean compressed,
    boolean computed,
    boolean computedKey,
    boolean stored,
    boolean expressionKey,
    boolean checksAnew,
    boolean follows,
    boolean isInnoDb) {
  /** Found by trying each type that there is, on 8.0 and 9.7. */
  private static final Set<String> SEEM_CHANGED =
      Set.of(
          "date",
          "time",
          "datetime",
          "timestamp",
          "enum",
          "set",
          "tinytext",
          "mediumtext",
          "longtext",
          "tinyblob",
          "mediumblob",
          "longblob");

  static TableTraits of(Table table, MysqlDialect dialect) {
    boolean fullText =
        table.indexes().stream().anyMatch(i -> i.method().equals(IndexOptions.FULLTEXT));
    boolean compressed =
        "compressed".equals(table.options().get(TableOptions.ROW_FORMAT))
            || table.options().containsKey(TableOptions.KEY_BLOCK_SIZE);
    Set<String> computed = new HashSet<>();
    boolean stored = false;
    for (Column column : table.columns()) {
      if (column.generated().isEmpty()) continue;
      if (column.generated().get().stored()) stored = true;
      else computed.add(column.name());
    }
    Set<String> keys = new HashSet<>();
    for (Index index : table.indexes()) keys.addAll(index.columns());
    for (Constraint constraint : table.constraints()) keys.addAll(constraint.columns());
    boolean computedKey = computed.stream().anyMatch(keys::contains);
    return new TableTraits(
        fullText,
        compressed,
        !computed.isEmpty(),
        computedKey,
        stored,
        table.indexes().stream().anyMatch(ExpressionKeys::isOne)
            || table.constraints().stream().anyMatch(ExpressionKeys::isOne),
        table.constraintsOf(CheckConstraint.class).stream()
            .anyMatch(c -> checksAnew(table, c, dialect)),
        table.constraintsOf(ForeignKey.class).stream().anyMatch(TableTraits::changesRows),
        !table.options().containsKey(TableOptions.ENGINE));
  }

  /** True for a check because of which a column that is restated costs a copy. */
  static boolean checksAnew(Table table, CheckConstraint check, MysqlDialect dialect) {
    if (CheckOptions.isNotEnforced(check)) return false;
    return table.columns().stream()
        .filter(c -> TypeName.parse(c.type()).filter(TableTraits::seemsChanged).isPresent())
        .anyMatch(c -> dialect.mentionsColumn(check.expression(), c.name()));
  }

  private static boolean seemsChanged(TypeName type) {
    return SEEM_CHANGED.contains(type.base());
  }

  /** True for a key by which a change of its parent changes its rows. */
  public static boolean changesRows(ForeignKey key) {
    return Stream.of(key.onDelete(), key.onUpdate())
        .anyMatch(a -> a != ReferentialAction.NO_ACTION && a != ReferentialAction.RESTRICT);
  }

  TableTraits withoutChecks() {
    return new TableTraits(
        fullText,
        compressed,
        computed,
        computedKey,
        stored,
        expressionKey,
        false,
        follows,
        isInnoDb);
  }

  /** What holds of one of the two, or of both. */
  TableTraits or(TableTraits other) {
    return new TableTraits(
        fullText || other.fullText,
        compressed || other.compressed,
        computed || other.computed,
        computedKey || other.computedKey,
        stored || other.stored,
        expressionKey || other.expressionKey,
        checksAnew || other.checksAnew,
        follows || other.follows,
        isInnoDb && other.isInnoDb);
  }
}
