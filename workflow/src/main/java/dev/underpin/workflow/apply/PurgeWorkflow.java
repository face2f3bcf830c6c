package dev.underpin.workflow.apply;

import dev.underpin.planner.step.Allow;
import dev.underpin.runner.Runner;
import dev.underpin.runner.purge.PurgeReport;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Empties the trash. What is purged is gone, and the migrations that dropped it can no longer be
 * rolled back.
 */
public record PurgeWorkflow(Settings settings, Set<Allow> allowed, Consent consent, Clock clock) {
  /** What lay in the trash, and whether it was purged. */
  public record Result(PurgeReport report, boolean done) {}

  /** Purge everything, or what has lain there for longer than a time. */
  public Result purge(Optional<Duration> olderThan) {
    try (LiveDatabase live = LiveDatabase.toWrite(settings)) {
      Runner runner = live.runner(clock);
      PurgeReport preview = runner.purge(olderThan, true);
      if (preview.items().isEmpty()) return new Result(preview, true);
      Protection.of(settings, live)
          .require(
              Set.of(Allow.DISCARD), allowed, "purge drops rows for good that lie in the trash");
      String what = StepNumbers.count(preview.items().size(), "dropped object") + " in the trash";
      if (!consent.to("Purge " + what + " for good?")) return new Result(preview, false);
      return new Result(runner.purge(olderThan, false), true);
    }
  }
}
