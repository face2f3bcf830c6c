package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.postgresql.kit.ColumnStepChain;
import dev.underpin.planner.postgresql.kit.ColumnTrash;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Optional;

/** Adds a column. */
public record AddColumn(ColumnStepChain chain) {
  /** Adds a column that needs no backfill. */
  public void atOnce() {
    PostgresContext context = chain.context();
    QualifiedName table = chain.table();
    Column column = chain.at();
    boolean rewrites =
        column.identity().isPresent() || column.generated().filter(Generated::stored).isPresent();
    Lock lock = rewrites && !context.isEmpty(table) ? Locks.EXCLUSIVE_REWRITE : Locks.EXCLUSIVE;
    // Code that does not know a column cannot give it the value that it has to have.
    boolean rejects = context.needsValue(column) && column.generated().isEmpty();
    Phase phase = rejects ? Phase.CONTRACT : Phase.EXPAND;
    StepBuilder step =
        step(phase, StepRanks.ADD_COLUMN, table, StepTitles.addColumn(column), lock)
            .up(context.addColumn(table, column))
            .down(
                column.generated().isPresent()
                    ? List.of(chain.ddl().dropColumn(table, column.name()))
                    : new ColumnTrash(context, table, column).in(context.backTrash()))
            .creates(State.NOT_NULL.of(table, column.name()), StepKey.filled(table, column.name()));
    DataChecks checks = new DataChecks(context);
    checks.computedNulls(table, column).ifPresent(step::check);
    checks.valueMissing(table, column, context.inYaml(table, column.name())).ifPresent(step::check);
    if (column.generated().isPresent())
      step.needs(context.needsOf(table, context.computedFrom(table, column)));
    context
        .sequence(table, column)
        .ifPresent(
            s -> {
              step.creates(StepKey.relation(s.name()));
              s.numbersEnd().ifPresent(step::check);
            });
    chain.begin(context.addLockHazards(step, table, lock));
  }

  /**
   * Adds a column whose old rows get values of their own: first the column, then the default for
   * new rows. The backfill is a step of its own.
   *
   * @param column as it is to be after the backfill
   */
  public void asNullable(Column column) {
    PostgresContext context = chain.context();
    QualifiedName table = chain.table();
    StepBuilder step =
        chain
            .expand(StepRanks.ADD_COLUMN, StepTitles.addNullableColumn(column), Locks.EXCLUSIVE)
            .up(chain.ddl().addColumn(table, chain.at().withDefault(Optional.empty())))
            .up(context.columnSettings(table, column))
            .down(new ColumnTrash(context, table, chain.at()).in(context.backTrash()));
    column.defaultValue().ifPresent(d -> step.up(chain.ddl().setDefault(table, column.name(), d)));
    chain.begin(step);
  }
}
