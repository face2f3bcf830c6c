package dev.underpin.planner.mysql.table;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.ForeignKeySteps;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Table;
import java.util.Comparator;
import java.util.List;

/** A table moves to the trash, without its foreign keys. */
public final class DropTable extends TableSteps {
  public DropTable(TableSteps steps) {
    super(steps);
  }

  public void plan(Table dropped) {
    ForeignKeySteps keys = new ForeignKeySteps(this);
    dropped.constraintsOf(ForeignKey.class).stream()
        .sorted(Comparator.comparing(f -> f.references().equals(table)))
        .forEach(keys::drop);
    Table bare = dropped.filterConstraints(c -> !(c instanceof ForeignKey));
    boolean discarded = context.isDiscarded(table.toString());
    String title = StepTitles.dropTable(discarded);
    StepBuilder step =
        step(Phase.CONTRACT, StepRanks.DROP_TABLE, title, MysqlContext.METADATA_LOCK)
            .allow(Allow.DROP_TABLE)
            .effect(new Change.DropTable(bare))
            .destroys(StepKey.table(table))
            .needs(context.renamesOf(table, List.of()));
    for (CheckConstraint check : bare.constraintsOf(CheckConstraint.class))
      check.name().ifPresent(n -> step.destroys(StepKey.constraint(n)));
    if (discarded) discard(step, bare);
    else
      step.statements(TrashSteps.forward(this).drop(bare), TrashSteps.forward(this).restore(bare));
    sink.add(step);
  }

  private void discard(StepBuilder step, Table bare) {
    step.allow(Allow.DISCARD)
        .up(context.ddl().dropTable(table))
        .down(context.ddl().createTable(bare, true));
    if (!context.isEmpty(table)) step.hazard(Hazards.rowsLost(table)).allow(Allow.IRREVERSIBLE);
  }
}
