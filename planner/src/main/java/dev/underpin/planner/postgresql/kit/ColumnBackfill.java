package dev.underpin.planner.postgresql.kit;

import dev.underpin.planner.recipe.BackfillValueChecks;
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
        .needs(chain.context().readByBackfill(chain.table(), chain.name()))
        .up(statement());
  }

  private String statement() {
    String column = chain.name();
    SqlText assigned = chain.context().assigned(chain.at(), value);
    if (!recorded) {
      return chain
          .ddl()
          .sql(
              "UPDATE {} SET {} = {} WHERE ({} IS NULL) /* batch */",
              chain.table(),
              column,
              assigned,
              column);
    }
    SqlText fill = chain.ddl().fragment("{} AS fill", assigned);
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

  /** Rows for which the backfill fails, or that would violate what is on the column. */
  public List<DataCheck> checks() {
    PostgresContext context = chain.context();
    List<DataCheck> all =
        new ArrayList<>(BackfillValueChecks.of(context, chain.table(), chain.at(), value));
    all.addAll(onColumn(chain));
    return all;
  }

  /** Rows that have no value, and those that violate what is on the column. */
  public static List<DataCheck> nulls(ColumnStepChain chain) {
    List<DataCheck> all = onColumn(chain);
    new DataChecks(chain.context()).nulls(chain.table(), chain.name()).ifPresent(all::add);
    return all;
  }

  private static List<DataCheck> onColumn(ColumnStepChain chain) {
    boolean empty = chain.context().isEmpty(chain.table());
    return empty
        ? new ArrayList<>()
        : new ArrayList<>(new DataChecks(chain.context()).onColumn(chain.table(), chain.name()));
  }
}
