package dev.underpin.planner.sqlite.kit;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;

/** Whether old code survives a change. */
public final class PhaseRules {
  private PhaseRules() {}

  /** True where no write that old code makes is refused, and nothing that it reads is gone. */
  public static boolean isExpanding(
      TableChanges group, Change.TableChange change, Dialect dialect) {
    if (change instanceof Change.AddColumn add) return isOptional(add.column());
    if (change instanceof Change.DropConstraint drop) {
      return drop.constraint() instanceof CheckConstraint
          || drop.constraint() instanceof ForeignKey;
    }
    if (change instanceof Change.AlterColumn alter) {
      return alter.before().withNullable(true).equals(alter.after());
    }
    if (change instanceof Change.AddConstraint add)
      return group.isAboutNewColumns(add.constraint(), dialect);
    return false;
  }

  private static boolean isOptional(Column column) {
    return column.nullable() || column.generated().isPresent() || DefaultValues.hasValue(column);
  }
}
