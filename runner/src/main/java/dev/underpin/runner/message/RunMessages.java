package dev.underpin.runner.message;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.history.Attempt;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import java.util.List;
import java.util.Optional;
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
      Attempt now, MigrationStep step, RuntimeException cause) {
    HistoryEntry entry = now.entry();
    int last = now.lastInPlace();
    boolean half = now.unsettled().isPresent();
    String where =
        half
            ? (last == 0 ? "" : inPlace(last) + " ")
                + "Step "
                + step.number()
                + " is partially applied."
            : inPlace(last)
                + (last == 0 || last >= step.number()
                    ? ""
                    : " Step " + step.number() + " is not applied.");
    String text =
        "%s failed: %s\n%s\n%s"
            .formatted(
                step(entry, step),
                stop(String.valueOf(cause.getMessage())),
                where,
                last == 0 && !half ? againOnly(entry) : wayOn(entry));
    return stopped(text, cause);
  }

  /** The connection is lost, and the server could not be asked how far the step came. */
  public static UnderpinException notKnown(
      Attempt begun, MigrationStep step, RuntimeException cause) {
    String before = step.number() == 1 ? "" : inPlace(step.number() - 1) + " ";
    String text =
        """
        %s failed: %s
        %sWhether step %s is applied is not known, because the server could not be asked.
        See what is applied:  underpin status %s"""
            .formatted(
                step(begun.entry(), step),
                stop(String.valueOf(cause.getMessage())),
                before,
                step.number(),
                begun.entry().id());
    return stopped(text, cause);
  }

  /** {@code steps 3 to 7 remain}. */
  public static String remain(HistoryEntry entry) {
    List<Integer> rest = entry.remaining();
    if (rest.isEmpty()) return "every step ran, and the schema is not the one that was planned";
    if (rest.size() == 1) return "step " + rest.get(0) + " remains";
    int first = rest.get(0);
    int last = rest.get(rest.size() - 1);
    return last - first + 1 == rest.size()
        ? "steps " + first + " to " + last + " remain"
        : rest.size() + " steps remain";
  }

  /** Why a run does not go on where it stopped, and what leads out of it. */
  public static String cannotContinue(Attempt attempt, Schema live) {
    HistoryEntry entry = attempt.entry();
    int last = attempt.lastInPlace();
    String differences = entry.left().map(l -> DifferenceNames.between(l, live)).orElse("");
    return """
    The live schema is not the one %s%s, so the run cannot continue. Nothing was changed.
    %s"""
        .formatted(
            last == 0
                ? "from before " + entry.id()
                : "that step " + last + " of " + entry.id() + " should have left",
            differences.isEmpty() ? "" : " (since it stopped: " + differences + ")",
            possibleCommands(entry));
  }

  /** The commands that lead out of a state that is not the promised one. */
  public static String possibleCommands(HistoryEntry entry) {
    return """
    What differs:  underpin drift
    Roll it back:  %s
    Or keep the live schema as it is:  underpin resolve %s --accept"""
        .formatted(rollback(entry), entry.id());
  }

  /**
   * {@code The rollback of step 2 …}, with the way on.
   *
   * @param forward true where the migration can be applied to its end instead
   */
  public static UnderpinException rollbackFailed(
      Attempt now, MigrationStep step, RuntimeException cause, boolean forward) {
    String text =
        "The rollback of "
            + lower(step(now.entry(), step))
            + " failed: "
            + stop(String.valueOf(cause.getMessage()))
            + (now.lastInPlace() == 0 ? "" : "\n" + inPlace(now.lastInPlace()))
            + "\nTry again:  "
            + rollback(now.entry())
            + (forward ? "\nOr go forward:  underpin apply" : "")
            + "\nOr keep the live schema as it is:  underpin resolve "
            + now.entry().id()
            + " --accept";
    return stopped(text, cause);
  }

  /** The command that rolls an entry back, and no other one when it is run again. */
  public static String rollback(HistoryEntry entry) {
    return "underpin rollback --to " + entry.previous();
  }

  public static String inPlace(int last) {
    if (last == 0) return "Nothing was changed.";
    return last == 1 ? "Step 1 is applied." : "Steps 1 to " + last + " are applied.";
  }

  public static String step(HistoryEntry entry, MigrationStep step) {
    return "Step %s of %s (%s: %s) of %s"
        .formatted(
            step.number(),
            entry.migration().steps().size(),
            step.phase().word(),
            step.title(),
            entry.id());
  }

  /** What the data says against it. */
  public static UnderpinException violations(
      String what, List<DataCheckAnswer> found, String namespace) {
    String findings =
        found.stream()
            .map(
                a ->
                    "  "
                        + a.labelled(namespace)
                        + (a.probe().remedy().isEmpty() ? "" : "\n    " + a.probe().remedy()))
            .collect(Collectors.joining("\n"));
    return UnderpinException.refused(
        what + " is refused: rows violate a data check. Nothing was changed.\n" + findings);
  }

  static String wayOn(HistoryEntry entry) {
    return "After you fix the cause, continue:  underpin apply\nOr roll it back:  "
        + rollback(entry)
        + "\nShow its steps:  underpin status "
        + entry.id();
  }

  private static String againOnly(HistoryEntry entry) {
    String direct = entry.checksum().isEmpty() ? " --direct" : "";
    return """
    After you fix the cause, try again:  underpin apply%s
    Show its steps:  underpin status %s"""
        .formatted(direct, entry.id());
  }

  private static UnderpinException stopped(String text, RuntimeException cause) {
    Optional<UnderpinException> known =
        cause instanceof UnderpinException e ? Optional.of(e) : Optional.empty();
    return new UnderpinException(
        known.flatMap(UnderpinException::code).orElse(FindingCode.STEP_FAILED),
        known.map(UnderpinException::kind).orElse(UnderpinException.Kind.FAILED),
        text,
        cause);
  }

  private static String stop(String sentence) {
    String text = sentence == null ? "unknown reason" : sentence;
    return text.endsWith(".") || text.endsWith(")") ? text : text + ".";
  }

  private static String lower(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
