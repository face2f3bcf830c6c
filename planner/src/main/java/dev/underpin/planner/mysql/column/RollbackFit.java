package dev.underpin.planner.mysql.column;

import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.schema.catalog.DataCheck;
import java.util.Optional;

/** Whether the values of a column fit the type that a rollback gives it. */
final class RollbackFit extends TableSteps {
  private final ColumnChange change;

  RollbackFit(TableSteps steps, ColumnChange change) {
    super(steps);
    this.change = change;
  }

  /** The rows that do not fit; absent where every value does, or none can be told. */
  Optional<DataCheck> check() {
    String name = change.to().name();
    return change
        .reversed()
        .misfit(name)
        .map(
            m ->
                new DataCheck(
                    "back:" + table + "." + name,
                    table,
                    CheckTexts.misfits(name, change.from().type()),
                    context.rowsAfter(table, m),
                    CheckTexts.CHANGE_THEN_ROLL_BACK));
  }
}
