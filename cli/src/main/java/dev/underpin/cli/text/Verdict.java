package dev.underpin.cli.text;

import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Risk;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.plan.PlanResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A plan in a few sentences. */
public record Verdict(PlanResult result) {
  /** {@link #numbers} and {@link #promise} on one line. */
  public String headline() {
    return result.isEmpty() ? numbers() : numbers() + " " + promise();
  }

  /** {@code shop on PostgreSQL 15.4: 3 changes in 8 steps.} */
  public String numbers() {
    return numbers("");
  }

  /**
   * The same.
   *
   * @param after what the database has had when the plan begins, where it has not had it yet
   */
  String numbers(String after) {
    String where =
        result.catalog().database()
            + after
            + (result.live() ? " on " : ", for ")
            + result.catalog().engine();
    if (result.isEmpty()) return where + ": no changes.";
    int changes = result.plan().changeCount();
    int steps = result.plan().steps().size();
    return where
        + ": "
        + StepNumbers.count(changes, "change")
        + " in "
        + StepNumbers.count(steps, "step")
        + ".";
  }

  /** What becomes of the rows, and whether all of it can be rolled back. */
  public String promise() {
    return kept() + " " + rollback();
  }

  private String kept() {
    Set<Allow> needs = result.plan().needs();
    if (needs.contains(Allow.DISCARD)) return "Something is dropped for good.";
    if (needs.contains(Allow.LOSSY)) return "Values change; the old values are kept.";
    return needs.contains(Allow.DROP_TABLE) || needs.contains(Allow.DROP_COLUMN)
        ? "Nothing is lost: what is dropped moves to the trash."
        : "Nothing is lost.";
  }

  private String rollback() {
    int without = (int) result.plan().steps().stream().filter(Verdict::isIrreversible).count();
    if (without > 0)
      return "%s%s no rollback."
          .formatted(StepNumbers.count(without, "step"), without == 1 ? " has" : " have");
    boolean proved = result.plan().isProved();
    return "Every step has a rollback" + (proved ? " (proved)." : ".");
  }

  private static boolean isIrreversible(Step step) {
    return step.needs().contains(Allow.IRREVERSIBLE);
  }

  /** The last line: whether it can be run, and if not, why. */
  public String closing() {
    List<String> reasons = new ArrayList<>();
    if (!result.refusals().isEmpty())
      reasons.add(StepNumbers.count(result.refusals().size(), "reason") + " above");
    long rows = result.violations().stream().mapToLong(DataCheckAnswer::count).sum();
    if (rows > 0)
      reasons.add(rows == 1 ? "1 violation in the data" : rows + " violations in the data");
    if (!result.risks().above().isEmpty())
      reasons.add("the risk is above " + result.risks().limit().map(Risk::word).orElse(""));
    if (!reasons.isEmpty()) return "Refused: " + String.join("; ", reasons) + ".";
    if (!result.missing().isEmpty())
      return "Needs approval: --allow " + words(result.missing()) + "." + risk();
    return result.unchecked().isEmpty()
        ? "Ready to run." + risk()
        : "Ready to run, but some data was not checked: see above." + risk();
  }

  /** {@code Risk: medium (step 2).} */
  private String risk() {
    List<Integer> steps = result.risks().highest();
    String which =
        steps.isEmpty()
            ? ""
            : " (" + (steps.size() == 1 ? "step " : "steps ") + StepNumbers.ranges(steps) + ")";
    return " Risk: " + result.risks().whole().word() + which + ".";
  }

  /** True where no approval would be enough. */
  boolean isBlocked() {
    return !result.refusals().isEmpty()
        || !result.violations().isEmpty()
        || !result.risks().above().isEmpty();
  }

  /** Words as they are written after {@code --allow}. */
  static String words(Collection<Allow> words) {
    return words.stream().sorted().map(Allow::word).collect(Collectors.joining(","));
  }
}
