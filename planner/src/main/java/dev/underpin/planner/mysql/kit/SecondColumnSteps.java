package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.planner.mysql.kit.IndexTwins.Twin;
import dev.underpin.planner.recipe.SecondColumnTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;

/** What recipes make the steps from that change a column in use by a second one. */
public class SecondColumnSteps extends TableSteps {
  private final String column;

  /** Those of a column, by the name that it has in the end. */
  protected SecondColumnSteps(TableSteps steps, String column) {
    super(steps);
    this.column = column;
  }

  /** Begin a step about the column. */
  protected final StepBuilder step(Phase phase, int rank, String title, AlterMethod method) {
    return step(phase, rank, ref().column(column), title, method);
  }

  /** Begin a step that gives values to the rows that exist. */
  protected final StepBuilder fill(String title, Mode forward, Mode back) {
    return StepBuilder.step(Phase.BACKFILL, StepRanks.BACKFILL, table, title, Backfill.ROWS)
        .mode(forward, back)
        .batch(context.batch(table));
  }

  /** Begin a step that creates or drops triggers. */
  protected final StepBuilder triggers(Phase phase, int rank, String title) {
    return step(phase, rank, title, MysqlContext.METADATA_LOCK);
  }

  /** A step that builds an index on the second column while others write. */
  protected final StepBuilder build(Twin twin, String title) {
    return step(Phase.BACKFILL, StepRanks.ADD_INDEX, title, method(Operation.ADD_KEY))
        .up(adding(twin))
        .down(dropping(twin))
        .effect(twin.added(table));
  }

  /** A step that drops the index which the second column has in the end. */
  protected final StepBuilder unbuild(Twin twin) {
    String title = SecondColumnTitles.dropIndex(twin.of(), column);
    return step(Phase.CONTRACT, StepRanks.DROP_INDEX, title, method(Operation.DROP_KEY))
        .up(dropping(twin))
        .down(adding(twin))
        .effect(twin.dropped(table));
  }

  private SqlStatement adding(Twin twin) {
    Clause clause =
        twin.index()
            .map(clauses::addIndex)
            .orElseGet(() -> clauses.addConstraint(twin.key().orElseThrow()));
    return alter(Operation.ADD_KEY, clause);
  }

  private SqlStatement dropping(Twin twin) {
    return alter(Operation.DROP_KEY, clauses.dropIndex(twin.name()));
  }
}
