package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.traits.TableTrait;
import dev.underpin.schema.catalog.Version;
import java.util.Set;

/**
 * By which method a server does something to a table; a method is the rule that it is always this.
 */
interface DdlRule {
  AlterMethod method(MysqlFlavor flavor, Set<TableTrait> traits);

  /** One rule for tables of a kind, another for the rest. */
  static DdlRule when(TableTrait trait, DdlRule then, DdlRule otherwise) {
    return (flavor, traits) -> (traits.contains(trait) ? then : otherwise).method(flavor, traits);
  }

  /** A copy, where MySQL takes any column that is restated for a reason to check all rows again. */
  static DdlRule restates(DdlRule otherwise) {
    return when(TableTrait.RECHECKED, AlterMethod.COPY, otherwise);
  }

  /** A rebuild on MySQL, where no full text index prevents it. */
  static DdlRule rebuild(DdlRule otherwise) {
    return when(TableTrait.FULL_TEXT, AlterMethod.COPY, otherwise);
  }

  static AlterMethod renameColumn(MysqlFlavor flavor, Set<TableTrait> traits) {
    return flavor.version().compareTo(new Version(8, 0, 28)) >= 0
        ? AlterMethod.INSTANT
        : AlterMethod.INPLACE;
  }

  static AlterMethod instantColumn(MysqlFlavor flavor, Set<TableTrait> traits) {
    return traits.contains(TableTrait.COMPRESSED) || !flavor.changesColumnsInstantly()
        ? AlterMethod.REBUILD
        : AlterMethod.INSTANT;
  }

  /**
   * A copy of the table: on newer MariaDB others may write during it, unless their writes to other
   * tables change rows of this one.
   */
  static AlterMethod copy(MysqlFlavor flavor, Set<TableTrait> traits) {
    return flavor.copiesOnline() && !traits.contains(TableTrait.CHANGED_BY_FOREIGN_KEY)
        ? AlterMethod.ONLINE_COPY
        : AlterMethod.COPY;
  }
}
