package dev.underpin.runner.message;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.error.UnderpinException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sentences that a stopped run ends with: what happened, what is in place, and what to do next.
 */
public final class RunMessages {
  private RunMessages() {}

  /**
   * {@code Step 3 of 8 (contract: add check …) of 2026…_x failed: …}, with what is in place and the
   * way on.
   */
  public static UnderpinException stepFailed(
      Attempt before, MigrationStep step, Attempt now, RuntimeException cause) {
    HistoryEntry entry = before.entry();
    int last = now.lastInPlace();
    boolean half = now.unsettled().isPresent();
    String text =
        step(entry, step)
            + " failed: "
            + stop(String.valueOf(cause.getMessage()))
            + "\n"
            + inPlace(last)
            + (half
                ? " Step " + step.number() + " is half done."
                : last == 0 ? "" : " Nothing of step " + step.number() + " is.")
            + "\n"
            + (last == 0 && !half ? againOnly(entry) : wayOn(entry));
    return new UnderpinException(kind(cause), text, cause);
  }

  public static UnderpinException undoFailed(
      Attempt now, MigrationStep step, RuntimeException cause) {
    String text =
        "The inverse of "
            + lower(step(now.entry(), step))
            + " failed: "
            + stop(String.valueOf(cause.getMessage()))
            + "\n"
            + inPlace(now.lastInPlace())
            + "\nTry again:  underpin rollback\nOr go forward:  underpin apply";
    return new UnderpinException(kind(cause), text, cause);
  }

  public static String inPlace(int last) {
    if (last == 0) return "Nothing was changed.";
    return last == 1 ? "Step 1 is in place." : "Steps 1 to " + last + " are in place.";
  }

  public static String step(HistoryEntry entry, MigrationStep step) {
    return "Step "
        + step.number()
        + " of "
        + entry.migration().steps().size()
        + " ("
        + step.phase().word()
        + ": "
        + step.title()
        + ") of "
        + entry.id();
  }

  /** What the data says against it. */
  public static UnderpinException dataInTheWay(
      String what, List<DataCheckAnswer> found, String namespace) {
    String findings =
        found.stream()
            .map(
                a ->
                    "  "
                        + a.sentence(namespace)
                        + (a.probe().remedy().isEmpty() ? "" : "\n    " + a.probe().remedy()))
            .collect(Collectors.joining("\n"));
    return UnderpinException.refused(
        what + " is refused, because data is in the way. Nothing was changed.\n" + findings);
  }

  static String wayOn(HistoryEntry entry) {
    return "When the cause is gone, go on:  underpin apply\nOr take it back:  underpin rollback\nLook at it:  underpin status "
        + entry.id();
  }

  private static String againOnly(HistoryEntry entry) {
    String direct = entry.checksum().isEmpty() ? " --direct" : "";
    return "When the cause is gone, try again:  underpin apply"
        + direct
        + "\nLook at it:  underpin status "
        + entry.id();
  }

  private static UnderpinException.Kind kind(RuntimeException cause) {
    return cause instanceof UnderpinException e ? e.kind() : UnderpinException.Kind.FAILED;
  }

  private static String stop(String sentence) {
    String text = sentence == null ? "unknown reason" : sentence;
    return text.endsWith(".") || text.endsWith(")") ? text : text + ".";
  }

  private static String lower(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
