package dev.underpin.planner.sqlite.alter;

import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.sqlite.kit.ChangeSteps;
import dev.underpin.planner.sqlite.kit.DataChecks;
import dev.underpin.planner.sqlite.kit.DefaultValues;
import dev.underpin.planner.sqlite.kit.InvalidObjects;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.ParentKeys;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.StepKeys;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.sqlite.kit.TableMove;
import dev.underpin.planner.sqlite.kit.ValueBackup;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adds a column, together with the checks and foreign keys that are about it alone.
 *
 * <p>The limits of ADD COLUMN depend on data: {@code ADD COLUMN … NOT NULL} succeeds on an empty
 * table and fails on a filled one. So only what works on a filled table counts.
 */
public final class AddColumnRecipe {
  private final SqliteContext context;
  private final TableChanges group;
  private final Change.AddColumn add;
  private final QualifiedName name;
  private final Column column;
  private final List<Constraint> constraints;
  private final Optional<SqlText> filling;
  private final ParentKeys parents;

  private AddColumnRecipe(SqliteContext context, TableChanges group, Change.AddColumn add) {
    this.context = context;
    this.group = group;
    this.add = add;
    name = group.name();
    column = add.column();
    constraints =
        group.of(Change.AddConstraint.class).stream()
            .filter(c -> columnOf(context, group, c).filter(column.name()::equals).isPresent())
            .map(Change.AddConstraint::constraint)
            .toList();
    filling = context.filling(name, column);
    parents = new ParentKeys(context);
  }

  /** The step, where ADD COLUMN can add the column; else absence. */
  public static Optional<StepBuilder> step(
      SqliteContext context, TableChanges group, Change.AddColumn add) {
    AddColumnRecipe recipe = new AddColumnRecipe(context, group, add);
    return recipe.isPossible() ? Optional.of(recipe.step()) : Optional.empty();
  }

  /** True for a constraint that is added by the step of a column. */
  public static boolean includes(
      SqliteContext context, TableChanges group, Change.AddConstraint change) {
    return columnOf(context, group, change).isPresent();
  }

  /** The new column that a check or foreign key is about, where it is about no other. */
  private static Optional<String> columnOf(
      SqliteContext context, TableChanges group, Change.AddConstraint change) {
    Set<String> columns = Set.of();
    if (change.constraint() instanceof ForeignKey key) columns = key.columns();
    if (change.constraint() instanceof CheckConstraint check)
      columns = context.mentions(group.after(), check.expression());
    return columns.size() == 1
        ? columns.stream().filter(group::adds).findFirst()
        : Optional.empty();
  }

  private boolean isPossible() {
    boolean hasValue = DefaultValues.hasValue(column);
    boolean references = constraints.stream().anyMatch(ForeignKey.class::isInstance);
    return column.identity().isEmpty()
        && column.generated().filter(g -> g.stored() || !column.nullable()).isEmpty()
        && column.defaultValue().filter(d -> !DefaultValues.isConstant(d)).isEmpty()
        && (column.nullable() || hasValue)
        && !(references && hasValue)
        && constraints.stream().noneMatch(this::needsNewOwnKey)
        && (filling.isEmpty() || !hasTriggers());
  }

  /** True for a foreign key to a key that the table itself gets by the same plan. */
  private boolean needsNewOwnKey(Constraint constraint) {
    return constraint instanceof ForeignKey key
        && SqliteContext.same(key.references(), name)
        && parents.isAdded(key);
  }

  private boolean hasTriggers() {
    return context.renamed().objects().values().stream()
        .anyMatch(o -> SqliteContext.isTriggerOn(o, name));
  }

  private StepBuilder step() {
    InvalidObjects broken = context.broken(name);
    StepBuilder step =
        ChangeSteps.alter(
                context, add, Phase.EXPAND, filling.isPresent() ? Locks.REWRITE : Locks.CATALOG)
            .up(SqliteAlter.addColumn(name, column, constraints))
            .down(ValueBackup.ofColumn(context, PhysicalTable.of(group.after()), column))
            .down(broken.around(SqliteAlter.dropColumn(name, column.name())));
    step.needs(context.readByBackfill(name, column.name()))
        .creates(StepKeys.column(name, column.name()));
    filling.ifPresent(
        value -> step.up(context.sql("UPDATE {} SET {} = {}", name, column.name(), value)));
    for (Constraint constraint : constraints) {
      step.effect(new Change.AddConstraint(name, constraint));
      if (constraint instanceof ForeignKey key) parents.adds(step, key, name);
    }
    if (!context.isEmpty(name) && (filling.isPresent() || !constraints.isEmpty()))
      DataChecks.of(move()).forEach(step::check);
    return broken.released(step);
  }

  /** What the rows that exist would make of the new column and its constraints. */
  private TableMove move() {
    Table table = group.beforeRebuild();
    List<Constraint> all = new ArrayList<>(table.constraints());
    all.addAll(constraints);
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(column);
    TableMove move =
        TableMove.forward(
            context,
            PhysicalTable.of(table),
            PhysicalTable.of(table.withColumns(columns).withConstraints(all)));
    return filling.map(value -> move.with(column.name(), value)).orElse(move);
  }
}
