package dev.underpin.planner.mysql.table;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.ForeignKeySteps;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.order.TableCreation;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Table;
import java.util.List;

/** A new table; foreign keys that wait for other new tables are added after these. */
public final class CreateTable extends TableSteps {
  private static final Lock NONE = new Lock("none", Lock.Blocks.NOTHING, Lock.Work.CATALOG);

  private final Table created;

  public CreateTable(TableSteps steps, Table created) {
    super(steps);
    this.created = created;
  }

  public void plan(TableCreation creation) {
    Table inline = creation.inline(created);
    StepBuilder step =
        step(Phase.EXPAND, StepRanks.CREATE_TABLE, StepTitles.createTable(inline), NONE)
            .up(context.ddl().createTable(inline, true))
            .statements(List.of(), TrashSteps.back(this).drop(inline))
            .effect(new Change.CreateTable(inline))
            .creates(StepKey.table(table), State.NEW_INDEXES.of(table));
    inline.constraints().forEach(c -> addKeys(step, c));
    sink.add(step);
    ForeignKeySteps keys = new ForeignKeySteps(this);
    creation.later(created).forEach(key -> keys.add(Phase.EXPAND, key));
  }

  private void addKeys(StepBuilder step, Constraint constraint) {
    if (constraint instanceof CheckConstraint || constraint instanceof ForeignKey)
      constraint.name().ifPresent(n -> step.creates(StepKey.constraint(n)));
    if (constraint instanceof ForeignKey f && !f.references().equals(table))
      step.needs(StepKey.table(f.references()));
  }
}
