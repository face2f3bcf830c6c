package dev.underpin.cli.html;

import dev.underpin.cli.text.HumanUnits;
import dev.underpin.cli.text.SqlLines;
import dev.underpin.cli.text.StepWords;
import dev.underpin.cli.text.Verdict;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.finding.Finding;
import dev.underpin.workflow.plan.DurationEstimate;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.report.ChangeLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A plan: the changes, what to know before it is run, and each step with its SQL folded.
 *
 * @param verdict whether it can be run, and if not, why; empty where there is nothing to run
 * @param rehearsal where it was rehearsed, or why not; empty where there is nothing to rehearse
 */
public record PlanSection(
    String id,
    String heading,
    String headline,
    String verdict,
    boolean refused,
    String rehearsal,
    List<Change> changes,
    List<PhaseRows> phases,
    List<Check> checks,
    FindingsSection findings)
    implements HtmlSection {

  /** A difference; its mark is a sign. */
  public record Change(String mark, String text, String place) {}

  /** The steps of a phase, and when they run. */
  public record PhaseRows(String name, String when, List<StepRow> steps) {}

  /**
   * A step.
   *
   * @param blocks what others notice of its lock
   * @param tone {@code ok}, {@code warning} or {@code error}: how much others notice
   * @param time roughly how long it takes; empty where that is not known
   * @param runs how it runs; empty where it is in a transaction like most
   * @param down its rollback; empty where it has none
   */
  public record StepRow(
      int number,
      String title,
      String lock,
      String blocks,
      String tone,
      String work,
      String time,
      String runs,
      String risk,
      List<String> hazards,
      String up,
      String down,
      boolean irreversible) {}

  /** A question to the rows: {@code ok}, {@code found}, {@code violation}, {@code not checked}. */
  public record Check(String state, String tone, String text, String remedy) {}

  /**
   * A plan as a section.
   *
   * @param place how a place in a file is written
   */
  public static PlanSection of(
      String id,
      String heading,
      PlanResult result,
      FindingsSection findings,
      Function<Location, String> place) {
    Verdict verdict = new Verdict(result);
    return new PlanSection(
        id,
        heading,
        verdict.headline(),
        result.isEmpty() && !result.isRefused() ? "" : verdict.closing(),
        result.isRefused(),
        result.rehearsal().map(r -> r + ".").orElse(""),
        result.differences().stream().map(d -> change(d, result, place)).toList(),
        phases(result),
        result.answers().stream().map(a -> check(a, result)).toList(),
        findings);
  }

  private static Change change(ChangeLine d, PlanResult result, Function<Location, String> place) {
    return new Change(
        d.sign().mark(), d.listing(result.names()), result.place(d.target()).map(place).orElse(""));
  }

  private static List<PhaseRows> phases(PlanResult result) {
    List<Step> steps = result.plan().steps();
    List<PhaseRows> phases = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      List<StepRow> rows = new ArrayList<>();
      for (int i = 0; i < steps.size(); i++)
        if (steps.get(i).phase() == phase) rows.add(step(i + 1, steps.get(i), result));
      if (!rows.isEmpty()) phases.add(new PhaseRows(phase.name(), StepWords.when(phase), rows));
    }
    return phases;
  }

  private static StepRow step(int number, Step step, PlanResult result) {
    Lock lock = step.lock();
    return new StepRow(
        number,
        Migrations.title(step, result.catalog().defaultNamespace()),
        lock.name(),
        lock.blocks().words(),
        tone(lock),
        lock.work().words(),
        DurationEstimate.of(step, result.catalog().facts(step.subject()))
            .map(HumanUnits::time)
            .orElse(""),
        StepWords.runs(step),
        result.risks().items().get(number - 1).risk().word(),
        step.hazards().stream().map(Finding::labelled).toList(),
        statements(step.up()),
        statements(step.down()),
        step.needs().contains(Allow.IRREVERSIBLE));
  }

  private static String tone(Lock lock) {
    if (lock.blocks() == Lock.Blocks.NOTHING) return "ok";
    return lock.stopsWritersForLong() ? "error" : "warning";
  }

  private static String statements(List<String> statements) {
    return statements.stream()
        .map(SqlLines::shown)
        .map(SqlLines::ended)
        .collect(Collectors.joining("\n"));
  }

  private static Check check(
      dev.underpin.schema.catalog.DataCheckAnswer answer, PlanResult result) {
    String table = result.names().of(answer.probe().table());
    String finding = answer.probe().finding().text();
    if (answer.unanswered().isPresent())
      return new Check(
          "not checked",
          "warning",
          "rows of %s that %s (%s)".formatted(table, finding, answer.unanswered().get()),
          "");
    String namespace = result.names().defaultNamespace();
    if (result.violations().contains(answer))
      return new Check("violation", "error", answer.labelled(namespace), answer.probe().remedy());
    if (answer.count() == 0)
      return new Check("ok", "ok", "no rows of %s %s".formatted(table, finding), "");
    return new Check("found", "quiet", answer.sentence(namespace), "");
  }
}
