package dev.underpin.planner.postgresql.column;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.postgresql.kit.ColumnStepChain;
import dev.underpin.planner.postgresql.kit.ColumnTrash;
import dev.underpin.planner.postgresql.kit.DependentObjects;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import java.util.Optional;

/** A column becomes a generated one, a plain one, or gets another expression. */
public record ChangeGenerated(ColumnStepChain chain) {
  /**
   * The column is added with its new definition, and all that depends on it is recreated in the
   * same transaction.
   */
  public void start(Column after) {
    PostgresContext context = chain.context();
    PostgresDdl ddl = chain.ddl();
    QualifiedName table = chain.table();
    Column before = chain.at();
    String name = after.name();
    boolean derived = before.generated().isPresent();
    String title = derived ? StepTitles.changeExpression(name) : StepTitles.startGenerating(name);
    DependentObjects dependents = DependentObjects.unchanged(context);
    dependents.remade(table, name);
    StepBuilder step =
        chain
            .contract(StepRanks.RETYPE, title, Locks.EXCLUSIVE_REWRITE)
            .needs(context.needsOf(table, context.computedFrom(table, after)))
            .needs(dependents.needs())
            .creates(StepKey.after(table, name), State.NOT_NULL.of(table, name))
            .destroys(StepKey.before(table, name))
            .together(StepKey.before(table, name))
            .up(dependents.down())
            .down(dependents.down())
            .down(ddl.dropColumn(table, name));
    if (derived) {
      step.releases(context.releasesOf(table, context.computedFrom(table, before)))
          .up(ddl.dropColumn(table, name))
          .down(context.addColumn(table, before));
    } else {
      ColumnTrash trash = new ColumnTrash(context, table, before);
      step.allow(Allow.LOSSY).up(trash.in(context.trash())).down(trash.out());
    }
    new DataChecks(context).computedNulls(table, after).ifPresent(step::check);
    step.up(context.addColumn(table, after)).up(dependents.up()).down(dependents.up());
    chain.add(context.addLockHazards(step, table, Locks.EXCLUSIVE_REWRITE), after);
  }

  /** A stored generated column keeps its values. */
  public void stop() {
    PostgresContext context = chain.context();
    PostgresDdl ddl = chain.ddl();
    QualifiedName table = chain.table();
    Column before = chain.at();
    String name = before.name();
    DependentObjects dependents = DependentObjects.unchanged(context);
    dependents.remade(table, name);
    chain.add(
        chain
            .contract(StepRanks.ALTER_COLUMN, StepTitles.stopGenerating(name), Locks.EXCLUSIVE)
            .up(ddl.alterColumn(table, name, "DROP EXPRESSION"))
            .down(dependents.down())
            .down(ddl.dropColumn(table, name))
            .down(context.addColumn(table, before))
            .down(dependents.up())
            .releases(context.releasesOf(table, context.computedFrom(table, before)))
            // No generated column is computed from another one.
            .creates(StepKey.after(table, name))
            // The rollback drops the column, so that what uses it has to go.
            .destroys(StepKey.before(table, name))
            .together(StepKey.before(table, name)),
        before.withGenerated(Optional.empty()));
  }
}
