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
import dev.underpin.schema.model.Table;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What of a table decides how a server can change it. */
public enum TableTrait {
  /** It has a full text index, and with it a hidden column. */
  FULL_TEXT,
  /** Its pages are compressed. */
  COMPRESSED,
  /** It has a column that is computed when it is read. */
  VIRTUAL_COLUMN,
  /** Such a column is part of a key. */
  VIRTUAL_KEY,
  /** It has a column whose computed value is stored. */
  STORED_COLUMN,
  /** An index is on an expression, and with it a hidden column. */
  EXPRESSION_KEY,
  /** An enforced check is on a type that MySQL always takes for changed. */
  RECHECKED,
  /** Its rows change with those that they refer to. */
  CHANGED_BY_FOREIGN_KEY,
  /** A unique key is too long for an index: MariaDB has a hidden column for it. */
  HASH_KEY,
  /** Its storage engine is not InnoDB. */
  OTHER_ENGINE;

  /**
   * Found by trying each type on 8.0 and 9.7: times, enums, sets, and texts and blobs of another
   * length than the usual.
   */
  private static final Pattern SEEM_CHANGED =
      Pattern.compile("date|time|datetime|timestamp|enum|set|(tiny|medium|long)(text|blob)");

  /** The traits that the table has in one of these states. */
  static Set<TableTrait> of(List<Table> states, MysqlDialect dialect) {
    EnumSet<TableTrait> traits = EnumSet.noneOf(TableTrait.class);
    for (Table table : states) {
      for (TableTrait trait : values()) if (trait.isOf(table, dialect)) traits.add(trait);
    }
    return traits;
  }

  private boolean isOf(Table table, MysqlDialect dialect) {
    return switch (this) {
      case FULL_TEXT ->
          table.indexes().stream().anyMatch(i -> i.method().equals(IndexOptions.FULLTEXT));
      case COMPRESSED ->
          "compressed".equals(table.options().get(TableOptions.ROW_FORMAT))
              || table.options().containsKey(TableOptions.KEY_BLOCK_SIZE);
      case VIRTUAL_COLUMN -> generated(table, false).findAny().isPresent();
      case VIRTUAL_KEY -> generated(table, false).anyMatch(keyColumns(table)::contains);
      case STORED_COLUMN -> generated(table, true).findAny().isPresent();
      case EXPRESSION_KEY ->
          table.indexes().stream().anyMatch(ExpressionKeys::isOne)
              || table.constraints().stream().anyMatch(ExpressionKeys::isOne);
      case RECHECKED ->
          table.constraintsOf(CheckConstraint.class).stream()
              .anyMatch(c -> isRechecked(table, c, dialect));
      case CHANGED_BY_FOREIGN_KEY ->
          table.constraintsOf(ForeignKey.class).stream().anyMatch(TableTrait::changesRows);
      case HASH_KEY ->
          dialect.flavor().isMariaDb()
              && table.constraints().stream().anyMatch(c -> KeyLimits.isHashed(table, c));
      case OTHER_ENGINE -> table.options().containsKey(TableOptions.ENGINE);
    };
  }

  private static Stream<String> generated(Table table, boolean stored) {
    return table.columns().stream()
        .filter(c -> c.generated().filter(g -> g.stored() == stored).isPresent())
        .map(Column::name);
  }

  private static Set<String> keyColumns(Table table) {
    Set<String> columns = new HashSet<>();
    for (Index index : table.indexes()) columns.addAll(index.columns());
    for (Constraint constraint : table.constraints()) columns.addAll(constraint.columns());
    return columns;
  }

  /** True for a check because of which a column that is restated costs a copy. */
  static boolean isRechecked(Table table, CheckConstraint check, MysqlDialect dialect) {
    return !CheckOptions.isNotEnforced(check)
        && table.columns().stream()
            .filter(c -> TypeName.parse(c.type()).filter(TableTrait::seemsChanged).isPresent())
            .anyMatch(c -> dialect.mentionsColumn(check.expression(), c.name()));
  }

  private static boolean seemsChanged(TypeName type) {
    return SEEM_CHANGED.matcher(type.base()).matches();
  }

  /** True for a key by which a change of its parent changes its rows. */
  static boolean changesRows(ForeignKey key) {
    return key.onDelete().changesRows() || key.onUpdate().changesRows();
  }
}
