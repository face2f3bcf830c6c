package dev.underpin.runner.apply;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.message.DifferenceNames;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares the catalog with the promise of a step while its transaction is still open, so that the
 * server undoes a step that did something else.
 */
final class StepCheck implements StepRunner.Promise {
  private final Run run;
  private final LiveSchema before;
  private final List<String> statements;
  private final Predicate<LiveSchema> isPromised;
  private final Optional<Schema> target;
  private final String subject;
  private @Nullable LiveSchema seen;

  private StepCheck(
      Run run,
      LiveSchema before,
      List<String> statements,
      Predicate<LiveSchema> isPromised,
      Optional<Schema> target,
      String subject) {
    this.run = run;
    this.before = before;
    this.statements = statements;
    this.isPromised = isPromised;
    this.target = target;
    this.subject = subject;
  }

  /** The check of a step, which leaves what it promises and loses nothing else. */
  static StepCheck ofStep(Run run, HistoryEntry entry, LiveSchema before, MigrationStep step) {
    return new StepCheck(
        run,
        before,
        step.up(),
        after -> after.keeps(step.leaves(), before),
        entry.target(),
        "The step");
  }

  /** The check of the rollback of a step, which leads to the schema from before it. */
  static StepCheck ofRollback(
      Run run, HistoryEntry entry, LiveSchema before, MigrationStep step, String expected) {
    return new StepCheck(
        run,
        before,
        step.down(),
        after -> after.restores(expected, before),
        entry.before(),
        "The rollback of the step");
  }

  @Override
  public void check() {
    LiveSchema after = after();
    if (isPromised.test(after)) return;
    throw UnderpinException.failed(
        FindingCode.RESULT_DIFFERS,
        subject
            + " did something else than the plan promised, so the server has undone it: "
            + DifferenceNames.ofStep(before.schema(), after.schema(), target)
            + ".");
  }

  /**
   * The schema that the step left. What its statements may have changed is read; where that is not
   * what was promised, all is read, before anything is said of it.
   */
  LiveSchema after() {
    if (seen != null) return seen;
    LiveSchema after = run.live(before, statements);
    if (!isPromised.test(after)) after = run.live();
    seen = after;
    return after;
  }
}
