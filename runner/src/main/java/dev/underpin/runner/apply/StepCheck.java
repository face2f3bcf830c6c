package dev.underpin.runner.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.message.DifferenceNames;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the catalog with the promise of a step while its transaction is still open, so that the
 * server undoes a step that did something else.
 */
final class StepCheck implements StepRunner.Promise {
  private final Run run;
  private final HistoryEntry entry;
  private final MigrationStep step;
  private final LiveSchema before;
  private @Nullable LiveSchema seen;

  StepCheck(Run run, HistoryEntry entry, MigrationStep step, LiveSchema before) {
    this.run = run;
    this.entry = entry;
    this.step = step;
    this.before = before;
  }

  @Override
  public void check() {
    LiveSchema after = run.live();
    seen = after;
    if (after.keeps(step.leaves(), before)) return;
    throw UnderpinException.failed(
        FindingCode.RESULT_DIFFERS,
        "The step did something else than the plan promised, so the server has undone it: "
            + DifferenceNames.ofStep(before.schema(), after.schema(), entry.target())
            + ".");
  }

  /** The schema that was compared, where there was a transaction to look into. */
  Optional<LiveSchema> seen() {
    return Optional.ofNullable(seen);
  }
}
