package dev.underpin.cli.text;

import dev.underpin.planner.step.Allow;
import dev.underpin.schema.catalog.ProbeAnswer;
import dev.underpin.workflow.PlanResult;
import dev.underpin.workflow.Steps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A plan in one sentence. */
public final class Verdict {
  private final PlanResult result;

  public Verdict(PlanResult result) {
    this.result = result;
  }

  /**
   * {@code shop on PostgreSQL 15.4: 3 changes in 8 steps. Nothing is lost; every step has a way
   * back (proved).}
   */
  public String headline() {
    String where =
        result.catalog().database()
            + (result.live() ? " on " : ", for ")
            + result.catalog().engine();
    if (result.isEmpty()) return where + ": no changes.";
    int changes = result.plan().changes().size();
    int steps = result.plan().steps().size();
    return where
        + ": "
        + Steps.count(changes, "change")
        + " in "
        + Steps.count(steps, "step")
        + ". "
        + promise();
  }

  /** The last line: whether it can be run, and if not, why. */
  public String closing() {
    List<String> reasons = new ArrayList<>();
    if (!result.refusals().isEmpty())
      reasons.add(Steps.count(result.refusals().size(), "reason") + " above");
    long rows = result.inTheWay().stream().mapToLong(ProbeAnswer::count).sum();
    if (rows > 0) reasons.add(rows == 1 ? "1 row is in the way" : rows + " rows are in the way");
    if (!reasons.isEmpty()) return "Refused: " + String.join("; ", reasons) + ".";
    if (!result.missing().isEmpty())
      return "Waits for your word: --allow " + words(result.missing()) + ".";
    if (!result.unchecked().isEmpty())
      return "Ready to run, but not all of the data could be checked: see above.";
    return result.answers().isEmpty() ? "Ready to run." : "Ready to run: no data is in the way.";
  }

  /** True where no word would do. */
  boolean blocked() {
    return !result.refusals().isEmpty() || !result.inTheWay().isEmpty();
  }

  private String promise() {
    Set<Allow> needs = result.plan().needs();
    boolean proved = !result.plan().leaves().isEmpty();
    String kept =
        needs.contains(Allow.DISCARD)
            ? "Something is dropped for good"
            : needs.contains(Allow.DROP_TABLE) || needs.contains(Allow.DROP_COLUMN)
                ? "Nothing is lost: what is dropped waits in the trash"
                : "Nothing is lost";
    long oneWay =
        result.plan().steps().stream().filter(s -> s.needs().contains(Allow.IRREVERSIBLE)).count();
    String back =
        oneWay > 0
            ? Steps.count((int) oneWay, "step") + (oneWay == 1 ? " has" : " have") + " no way back"
            : "every step has a way back" + (proved ? " (proved)" : "");
    return kept + "; " + back + ".";
  }

  /** Words as they are written after {@code --allow}. */
  static String words(Collection<Allow> words) {
    return words.stream().sorted().map(Allow::word).collect(Collectors.joining(","));
  }
}
