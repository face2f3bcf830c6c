package dev.underpin.cli.text;

import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import java.util.regex.Pattern;

/** What is said of steps wherever they are shown. */
public final class StepWords {
  private static final Pattern GUARD = Pattern.compile("\"underpin_[0-9a-f]{8}_guard\"");

  private StepWords() {}

  /** When the steps of a phase run. */
  public static String when(Phase phase) {
    return switch (phase) {
      case EXPAND -> "Before the new application is deployed. The old one keeps working.";
      case BACKFILL -> "Existing rows are changed in batches. Both applications keep working.";
      case CONTRACT -> "After the new application is deployed everywhere.";
    };
  }

  /** How it runs, to be read after "runs"; empty where it is in a transaction like most. */
  public static String runs(Step step) {
    return switch (step.mode()) {
      case TRANSACTION -> "";
      case DETACHED ->
          "in one transaction with foreign keys disabled; they are checked before it is committed";
      case ALONE -> "outside a transaction";
      case BY_TOOL -> "by pt-online-schema-change";
      case BATCHES ->
          step.batch()
              .filter(b -> !b.key().isEmpty())
              .map(b -> "in batches along " + String.join(", ", b.key()) + ", one transaction each")
              .orElse("");
    };
  }

  /** What only looks whether all went well; it stands in the files, and would hide the rest. */
  public static boolean isGuard(String statement) {
    return GUARD.matcher(statement).find();
  }
}
