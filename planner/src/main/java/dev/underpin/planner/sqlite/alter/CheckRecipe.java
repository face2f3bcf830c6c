package dev.underpin.planner.sqlite.alter;

import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.sqlite.kit.ChangeSteps;
import dev.underpin.planner.sqlite.kit.DataChecks;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.sqlite.kit.TableMove;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds, drops and changes checks, from 3.53 on. ALTER TABLE can drop a foreign key as well, but not
 * add it again, so foreign keys are left to the rebuild.
 */
public final class CheckRecipe {
  private CheckRecipe() {}

  public static Optional<StepBuilder> add(
      SqliteContext context, TableChanges group, Change.AddConstraint add) {
    return step(context, group, add, Optional.empty(), Optional.of(add.constraint()));
  }

  public static Optional<StepBuilder> drop(
      SqliteContext context, TableChanges group, Change.DropConstraint drop) {
    return step(context, group, drop, Optional.of(drop.constraint()), Optional.empty());
  }

  public static Optional<StepBuilder> alter(
      SqliteContext context, TableChanges group, Change.AlterConstraint alter) {
    return step(context, group, alter, Optional.of(alter.before()), Optional.of(alter.after()));
  }

  /** The step, where all that changes is a check that ALTER TABLE knows; else absence. */
  private static Optional<StepBuilder> step(
      SqliteContext context,
      TableChanges group,
      Change.TableChange change,
      Optional<Constraint> dropped,
      Optional<Constraint> added) {
    Optional<CheckConstraint> old = dropped.flatMap(CheckRecipe::named);
    Optional<CheckConstraint> now = added.flatMap(CheckRecipe::named);
    if (dropped.isPresent() != old.isPresent() || added.isPresent() != now.isPresent())
      return Optional.empty();
    Table table = group.beforeRebuild();
    QualifiedName name = group.name();
    StepBuilder step =
        now.isPresent()
            ? ChangeSteps.alter(context, change, Phase.CONTRACT, Locks.SCAN)
            : ChangeSteps.alter(context, change, Phase.EXPAND, Locks.CATALOG);
    step.up(statements(name, old, now)).down(statements(name, now, old));
    List<Constraint> constraints = new ArrayList<>(table.constraints());
    dropped.ifPresent(constraints::remove);
    added.ifPresent(constraints::add);
    PhysicalTable before = PhysicalTable.of(table);
    PhysicalTable after = PhysicalTable.of(table.withConstraints(constraints));
    DataChecks.add(
        step, TableMove.forward(context, before, after), TableMove.back(context, after, before));
    return Optional.of(step);
  }

  private static Optional<CheckConstraint> named(Constraint constraint) {
    return constraint instanceof CheckConstraint check
            && check.name().isPresent()
            && check.options().isEmpty()
        ? Optional.of(check)
        : Optional.empty();
  }

  private static List<String> statements(
      QualifiedName table, Optional<CheckConstraint> dropped, Optional<CheckConstraint> added) {
    List<String> statements = new ArrayList<>();
    dropped
        .flatMap(CheckConstraint::name)
        .ifPresent(name -> statements.add(SqliteAlter.dropConstraint(table, name)));
    added.ifPresent(check -> statements.add(SqliteAlter.addCheck(table, check)));
    return statements;
  }
}
