package dev.underpin.planner.sqlite.kit;

import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.Index;
import java.util.ArrayList;
import java.util.List;

/** Which rows of a table its new definition, or a new index, would refuse. */
public final class DataChecks {
  private DataChecks() {}

  /** Let a step check the rows that it moves, and those that its rollback moves. */
  public static void add(StepBuilder step, TableMove forward, TableMove back) {
    if (!forward.context().isEmpty(forward.to().name())) of(forward).forEach(step::check);
    of(back).forEach(step::downCheck);
  }

  /** All that can stop a move. */
  public static List<DataCheck> of(TableMove move) {
    List<DataCheck> checks = new ArrayList<>(new ValueChecks(move).all());
    checks.addAll(new ConstraintChecks(move).all());
    checks.addAll(new ReferringRows(move).all());
    return checks;
  }

  /** What a new index would refuse after a move. */
  public static List<DataCheck> ofIndex(TableMove move, Index index) {
    return new ConstraintChecks(move).ofIndex(index);
  }
}
