package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;

/**
 * A backfill of a column, in batches.
 *
 * @param recorded true where a helper column records the rows that are filled, so that a rollback
 *     can empty them
 */
public record ColumnBackfill(ColumnStepChain chain, SqlText value, boolean recorded) {
  /** The first time, before NULL is rejected. */
  public StepBuilder first() {
    return batches(
        StepBuilder.step(
            Phase.BACKFILL,
            StepRanks.BACKFILL,
            chain.table(),
            StepTitles.backfill(chain.name()),
            Locks.ROWS));
  }

  /** A second time, for the rows that were written since. */
  public StepBuilder again() {
    return batches(
        chain.contract(StepRanks.NOT_NULL, StepTitles.backfillAgain(chain.name()), Locks.ROWS));
  }

  private StepBuilder batches(StepBuilder step) {
    return step.mode(Mode.BATCHES, Mode.BATCHES)
        .batch(chain.context().batch(chain.table()))
        .up(statement());
  }

  private String statement() {
    String column = chain.name();
    if (!recorded) {
      return chain
          .ddl()
          .sql(
              "UPDATE {} SET {} = {} WHERE ({} IS NULL) /* batch */",
              chain.table(),
              column,
              value,
              column);
    }
    SqlText fill = chain.ddl().fragment("({})::{} AS fill", value, SqlText.of(chain.at().type()));
    return chain
        .ddl()
        .sql(
            "UPDATE {} SET ({}, {}) = (SELECT fill, fill FROM (SELECT {}) AS filling)"
                + " WHERE ({} IS NULL) /* batch */",
            chain.table(),
            column,
            chain.fillRecord(),
            fill,
            column);
  }

  /** Rows that have no value, or would have none after the backfill of the column. */
  public static List<DataCheck> nulls(ColumnStepChain chain, boolean filled, boolean required) {
    DataChecks checks = new DataChecks(chain.context());
    if (chain.context().isEmpty(chain.table())) return List.of();
    List<DataCheck> all = new ArrayList<>(checks.onColumn(chain.table(), chain.name()));
    if (required) checks.nulls(chain.table(), chain.name(), filled).ifPresent(all::add);
    return all;
  }
}
