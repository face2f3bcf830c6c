package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.postgresql.kit.DependentObjects;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import java.util.Optional;

/** A column that begins to be computed, ends to be, or is computed in another way. */
final class GeneratedColumnRecipe {
  private final PostgresContext context;
  private final StepSink sink;

  GeneratedColumnRecipe(PostgresContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
  }

  /** True where the rest of the attributes is still to be compared. */
  boolean change(ColumnStepChain chain, Column after) {
    QualifiedName table = chain.table();
    Column before = chain.at();
    DependentObjects around = DependentObjects.unchanged(context);
    around.remade(table, after.name());
    if (after.generated().isEmpty()) return stopGenerating(chain, around);
    boolean derived = before.generated().isPresent();
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.RETYPE,
                table,
                derived
                    ? StepTitles.changeExpression(after.name())
                    : StepTitles.startGenerating(after.name()),
                Locks.EXCLUSIVE_REWRITE)
            .needs(
                context.needsOf(
                    table, context.mentioned(table, after.generated().get().expression())))
            .creates(StepKey.after(table, after.name()), State.NOT_NULL.of(table, after.name()))
            .destroys(StepKey.before(table, after.name()))
            .up(around.down())
            .needs(around.needs());
    if (derived) {
      step.up(context.ddl().dropColumn(table, after.name()));
      step.releases(
          context.releasesOf(
              table, context.mentioned(table, before.generated().get().expression())));
    } else {
      step.allow(Allow.LOSSY).up(ColumnTrash.in(context, context.trash(), table, before));
    }
    step.up(context.addColumn(table, after))
        .up(around.up())
        .down(around.down())
        .down(context.ddl().dropColumn(table, after.name()));
    step.down(derived ? context.addColumn(table, before) : ColumnTrash.out(context, table, before))
        .down(around.up());
    context.weigh(step, table, Locks.EXCLUSIVE_REWRITE);
    chain.add(step, after);
    return false;
  }

  private boolean stopGenerating(ColumnStepChain chain, DependentObjects around) {
    QualifiedName table = chain.table();
    Column before = chain.at();
    if (!before.generated().orElseThrow().stored()) {
      sink.refuse(Refusals.virtualToPlain("PostgreSQL", table, before));
      return false;
    }
    chain.add(
        step(
                Phase.CONTRACT,
                StepRanks.ALTER_COLUMN,
                table,
                StepTitles.stopGenerating(before.name()),
                Locks.EXCLUSIVE)
            .up(context.ddl().alterColumn(table, before.name(), "DROP EXPRESSION"))
            .down(around.down())
            .down(context.ddl().dropColumn(table, before.name()))
            .down(context.addColumn(table, before))
            .down(around.up())
            .releases(
                context.releasesOf(
                    table, context.mentioned(table, before.generated().get().expression()))),
        before.withGenerated(Optional.empty()));
    return true;
  }
}
