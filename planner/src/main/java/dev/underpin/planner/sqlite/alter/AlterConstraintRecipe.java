package dev.underpin.planner.sqlite.alter;

import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.dialect.sqlite.ddl.SqliteAlter;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.change.Change.AlterConstraint;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.change.Change.TableChange;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.sqlite.kit.ChangeTitles;
import dev.underpin.planner.sqlite.kit.DataChecks;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.PhysicalTable;
import dev.underpin.planner.sqlite.kit.ProjectedRows;
import dev.underpin.planner.sqlite.kit.Situation;
import dev.underpin.planner.sqlite.kit.StepRanks;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What ALTER TABLE does with NOT NULL and checks from 3.53 on. It can drop a foreign key as well,
 * but not bring it back, so foreign keys are left to the rebuild.
 */
final class AlterConstraintRecipe {
  private final Situation situation;
  private final QualifiedName name;
  private final Table table;

  AlterConstraintRecipe(Situation situation, Table table) {
    this.situation = situation;
    this.name = table.name();
    this.table = table;
  }

  Optional<StepBuilder> step(TableChange change) {
    if (change instanceof AlterColumn alter) return nullability(alter.before(), alter.after());
    if (change instanceof AddConstraint add) return addCheck(add.constraint());
    if (change instanceof DropConstraint drop) return dropCheck(drop.constraint());
    if (change instanceof AlterConstraint alter) return changeCheck(alter);
    return Optional.empty();
  }

  private StepBuilder begin(TableChange change, Phase phase, Lock lock) {
    return StepBuilder.step(
        phase, StepRanks.CHANGE_TABLE, name, ChangeTitles.of(situation, change), lock);
  }

  private Optional<StepBuilder> nullability(Column before, Column after) {
    boolean key = table.primaryKey().filter(k -> k.columns().contains(before.name())).isPresent();
    boolean only =
        before.withNullable(after.nullable()).equals(after)
            && !after.options().containsKey(SqliteOptions.NOT_NULL_NAME)
            && !after.options().containsKey(SqliteOptions.ON_CONFLICT);
    boolean backfilled =
        situation.context().hints().backfills().containsKey(new ColumnRef(name, after.name()));
    if (!only || key || before.generated().isPresent() || backfilled && !after.nullable()) {
      return Optional.empty();
    }
    String set = SqliteAlter.setNotNull(name, after.name());
    String drop = SqliteAlter.dropNotNull(name, after.name());
    PhysicalTable old = new PhysicalTable(table, List.of(), Optional.empty());
    PhysicalTable changed = new PhysicalTable(replaced(before, after), List.of(), Optional.empty());
    AlterColumn alter = new AlterColumn(name, before, after);
    StepBuilder step =
        begin(
                alter,
                after.nullable() ? Phase.EXPAND : Phase.CONTRACT,
                after.nullable() ? Locks.CATALOG : Locks.SCAN)
            .up(after.nullable() ? drop : set)
            .down(after.nullable() ? set : drop)
            .effect(new AlterColumn(name, before, after));
    checks(step, old, changed);
    return Optional.of(step);
  }

  private Table replaced(Column before, Column after) {
    return table.mapColumns(c -> c.equals(before) ? after : c);
  }

  private Optional<StepBuilder> addCheck(Constraint constraint) {
    if (!(constraint instanceof CheckConstraint check) || !isNative(check)) return Optional.empty();
    List<Constraint> more = new ArrayList<>(table.constraints());
    more.add(check);
    StepBuilder step =
        begin(new AddConstraint(name, check), Phase.CONTRACT, Locks.SCAN)
            .up(SqliteAlter.addCheck(name, check))
            .down(SqliteAlter.dropConstraint(name, check.name().orElseThrow()))
            .effect(new AddConstraint(name, check));
    checks(
        step,
        new PhysicalTable(table, List.of(), Optional.empty()),
        new PhysicalTable(table.withConstraints(more), List.of(), Optional.empty()));
    return Optional.of(step);
  }

  private Optional<StepBuilder> dropCheck(Constraint constraint) {
    if (!(constraint instanceof CheckConstraint check) || !isNative(check)) return Optional.empty();
    StepBuilder step =
        begin(new DropConstraint(name, check), Phase.EXPAND, Locks.CATALOG)
            .up(SqliteAlter.dropConstraint(name, check.name().orElseThrow()))
            .down(SqliteAlter.addCheck(name, check))
            .effect(new DropConstraint(name, check));
    Table without = table.filterConstraints(c -> !c.equals(check));
    checks(
        step,
        new PhysicalTable(table, List.of(), Optional.empty()),
        new PhysicalTable(without, List.of(), Optional.empty()));
    return Optional.of(step);
  }

  private Optional<StepBuilder> changeCheck(AlterConstraint alter) {
    if (!(alter.before() instanceof CheckConstraint before)
        || !(alter.after() instanceof CheckConstraint after)
        || !isNative(before)
        || !isNative(after)) {
      return Optional.empty();
    }
    StepBuilder step =
        begin(alter, Phase.CONTRACT, Locks.SCAN)
            .up(
                SqliteAlter.dropConstraint(name, before.name().orElseThrow()),
                SqliteAlter.addCheck(name, after))
            .down(
                SqliteAlter.dropConstraint(name, after.name().orElseThrow()),
                SqliteAlter.addCheck(name, before))
            .effect(new AlterConstraint(name, before, after));
    Table changed = table.mapConstraints(c -> c.equals(before) ? after : c);
    checks(
        step,
        new PhysicalTable(table, List.of(), Optional.empty()),
        new PhysicalTable(changed, List.of(), Optional.empty()));
    return Optional.of(step);
  }

  private static boolean isNative(CheckConstraint check) {
    return check.name().isPresent() && check.options().isEmpty();
  }

  private void checks(StepBuilder step, PhysicalTable before, PhysicalTable after) {
    if (situation.mayHoldRows(name)) {
      DataChecks.of(
              situation, DataChecks.Direction.UP, before, after, ProjectedRows.unchanged(before))
          .forEach(step::check);
    }
    DataChecks.of(
            situation, DataChecks.Direction.DOWN, after, before, ProjectedRows.unchanged(after))
        .forEach(step::downCheck);
  }
}
