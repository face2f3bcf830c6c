package dev.underpin.planner.sqlite.alter;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.sqlite.kit.ChangeSteps;
import dev.underpin.planner.sqlite.kit.DataChecks;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.sqlite.kit.TableMove;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.Optional;

/** Sets and drops NOT NULL, from 3.53 on. */
public final class NotNullRecipe {
  private NotNullRecipe() {}

  /**
   * The step, where NOT NULL is all that changes and no backfill is needed for it; else absence.
   */
  public static Optional<StepBuilder> step(
      SqliteContext context, TableChanges group, AlterColumn alter) {
    QualifiedName name = group.name();
    Table table = group.beforeRebuild();
    if (!isPossible(context, table, alter)) return Optional.empty();
    String column = alter.after().name();
    boolean nullable = alter.after().nullable();
    String set = SqliteAlter.setNotNull(name, column);
    String drop = SqliteAlter.dropNotNull(name, column);
    StepBuilder step =
        nullable
            ? ChangeSteps.alter(context, alter, Phase.EXPAND, Locks.CATALOG).up(drop).down(set)
            : ChangeSteps.alter(context, alter, Phase.CONTRACT, Locks.SCAN).up(set).down(drop);
    PhysicalTable before = PhysicalTable.of(table);
    PhysicalTable after =
        PhysicalTable.of(table.mapColumns(c -> c.equals(alter.before()) ? alter.after() : c));
    DataChecks.add(
        step, TableMove.forward(context, before, after), TableMove.back(context, after, before));
    return Optional.of(step);
  }

  private static boolean isPossible(SqliteContext context, Table table, AlterColumn alter) {
    Column before = alter.before();
    Column after = alter.after();
    boolean key = table.primaryKey().filter(k -> k.columns().contains(before.name())).isPresent();
    return before.withNullable(after.nullable()).equals(after)
        && !after.options().containsKey(SqliteOptions.NOT_NULL_NAME)
        && !after.options().containsKey(SqliteOptions.ON_CONFLICT)
        && !key
        && before.generated().isEmpty()
        && (after.nullable() || context.backfill(alter.table(), after.name()).isEmpty());
  }
}
