package dev.underpin.planner.sqlite.alter;

import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.sqlite.kit.ChangeSteps;
import dev.underpin.planner.sqlite.kit.DefaultValues;
import dev.underpin.planner.sqlite.kit.InvalidObjects;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;

/** Drops a column that nothing else names: a rename moves it to the trash. */
public final class DropColumnRecipe {
  private final SqliteContext context;
  private final DropColumn drop;
  private final QualifiedName name;
  private final Column column;
  private final InvalidObjects broken;

  private DropColumnRecipe(SqliteContext context, DropColumn drop) {
    this.context = context;
    this.drop = drop;
    name = drop.table();
    column = drop.column();
    broken = context.broken(name);
  }

  /** The step, where ALTER TABLE can make it and its rollback; else absence. */
  public static Optional<StepBuilder> step(
      SqliteContext context, TableChanges group, DropColumn drop) {
    DropColumnRecipe recipe = new DropColumnRecipe(context, drop);
    return recipe.isNamed(group.beforeRebuild()) || drop.column().identity().isPresent()
        ? Optional.empty()
        : recipe.step();
  }

  private Optional<StepBuilder> step() {
    if (column.generated().isPresent())
      return canBeAdded() ? Optional.of(dropped()) : Optional.empty();
    // A rebuild fills the rows of the rollback, and knows which ones, without firing triggers.
    if (context.backfillDown(name, column.name()).isPresent()) return Optional.empty();
    if (context.isDiscarded(name, column.name())) {
      return canBeAdded()
          ? Optional.of(dropped().allow(Allow.DISCARD).hazard(Hazards.valuesLost(column.name())))
          : Optional.empty();
    }
    boolean optional = column.nullable() || DefaultValues.hasValue(column);
    return optional ? Optional.of(moved()) : Optional.empty();
  }

  /** True where ADD COLUMN could add the column to a filled table again. */
  private boolean canBeAdded() {
    return column.generated().filter(Generated::stored).isEmpty()
        && column.nullable()
        && column.defaultValue().filter(d -> !DefaultValues.isConstant(d)).isEmpty();
  }

  private StepBuilder dropped() {
    return begin(Locks.REWRITE)
        .up(broken.around(SqliteAlter.dropColumn(name, column.name())))
        .down(SqliteAlter.addColumn(name, column, List.of()));
  }

  private StepBuilder moved() {
    String trash = context.trashName(column.name());
    return begin(Locks.CATALOG)
        .up(broken.around(SqliteAlter.renameColumn(name, column.name(), trash)))
        .down(broken.around(SqliteAlter.renameColumn(name, trash, column.name())));
  }

  private StepBuilder begin(Lock lock) {
    return broken.released(
        ChangeSteps.alter(context, drop, Phase.CONTRACT, lock).allow(Allow.DROP_COLUMN));
  }

  private boolean isNamed(Table table) {
    String dropped = column.name();
    return table.constraints().stream().anyMatch(c -> context.mentioned(name, c).contains(dropped))
        || table.indexes().stream().anyMatch(i -> context.mentioned(name, i).contains(dropped))
        || table.columns().stream()
            .flatMap(c -> c.generated().stream())
            .anyMatch(g -> context.dialect().mentionsColumn(g.expression(), dropped))
        || context.renamed().tables().values().stream()
            .flatMap(t -> t.constraintsOf(ForeignKey.class).stream())
            .filter(f -> SqliteContext.same(f.references(), name))
            .anyMatch(f -> f.referencedColumns().contains(dropped))
        || context.stayingObjects(name).stream()
            .anyMatch(o -> context.dialect().mentionsColumn(o.create(), dropped));
  }
}
