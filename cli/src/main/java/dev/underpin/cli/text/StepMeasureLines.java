package dev.underpin.cli.text;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Lock;
import dev.underpin.runner.history.Measures;
import dev.underpin.runner.history.Observation;
import dev.underpin.runner.history.Prediction;
import java.util.ArrayList;
import java.util.List;

/** Two lines below a step, with the same columns: what was predicted and what was observed. */
final class StepMeasureLines {
  private static final String UNKNOWN = "-";
  private static final int ROWS_WIDTH = 11;
  private static final int LOCK_WIDTH = 22;

  private StepMeasureLines() {}

  /** None where the history knows nothing, as of an earlier version. */
  static List<String> of(MigrationStep step, Measures measures) {
    List<String> lines = new ArrayList<>();
    if (!step.lock().isEmpty() && !measures.predictions().isEmpty())
      lines.add(predicted(step.lock(), measures.prediction(step.number())));
    measures.observation(step.number()).ifPresent(seen -> observed(lines, seen));
    return lines;
  }

  private static String predicted(String lock, Prediction prediction) {
    return line(
        "predicted",
        prediction.time().map(HumanUnits::time).orElse(UNKNOWN),
        prediction.rows() < 0 ? UNKNOWN : rows(prediction.rows()),
        Lock.work(lock).words(),
        Lock.name(lock));
  }

  private static void observed(List<String> lines, Observation seen) {
    lines.add(
        line(
            "observed",
            HumanUnits.exactly(seen.took()),
            seen.rows() == 0 ? UNKNOWN : rows(seen.rows()),
            seen.seen().rewritten().map(r -> r ? "rewritten" : "not rewritten").orElse(UNKNOWN),
            seen.seen().lock().orElse(UNKNOWN)));
    if (!seen.waited().isZero())
      lines.add(
          "               of which " + HumanUnits.exactly(seen.waited()) + " waiting for locks");
  }

  private static String line(String what, String time, String rows, String work, String lock) {
    String name = lock.length() <= LOCK_WIDTH ? lock : lock.replaceFirst(" (on|of) .*", "");
    return String.format("     %-9s %-8s %-11s %-21s %s", what, time, rows, work, name);
  }

  /** The word is left out where there is no room for it. */
  private static String rows(long rows) {
    String words = HumanUnits.rows(rows);
    return words.length() <= ROWS_WIDTH ? words : HumanUnits.count(rows);
  }
}
