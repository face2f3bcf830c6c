package dev.underpin.workflow.plan;

import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Risk;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import dev.underpin.workflow.report.ReportedFinding.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a person should know before a plan is run, as findings: what refuses it is an error, a
 * hazard or a question that was not answered is a warning. Each is at the line of the YAML that
 * asks for it.
 */
public final class PlanReport {
  private final PlanResult result;
  private final List<ReportedFinding> findings = new ArrayList<>();

  private PlanReport(PlanResult result) {
    this.result = result;
  }

  /**
   * The report.
   *
   * @param schema the YAML that was planned from
   */
  public static Report of(PlanResult result, Path schema) {
    PlanReport report = new PlanReport(result);
    report.result.refusals().forEach(report::refusal);
    report.result.violations().forEach(report::violation);
    report.approvals();
    report.risks();
    report.hazards();
    report.result.unchecked().forEach(report::unchecked);
    List<String> notes = new ArrayList<>();
    result.warnings().stream().map(PlanReport::warning).forEach(notes::add);
    result.notes().forEach(note -> notes.add(note.toString()));
    return new Report(
        "plan", result.catalog().database(), schema.toString(), report.findings, notes);
  }

  private static String warning(Problem warning) {
    return warning.location().map(l -> l + ": ").orElse("") + warning.message();
  }

  private void refusal(Refusal refusal) {
    Finding reason = refusal.reason();
    add(reason.code(), Level.ERROR, reason.text(), refusal.remedy(), refusal.source());
  }

  private void violation(DataCheckAnswer answer) {
    String sentence = answer.sentence(result.names().defaultNamespace()) + ".";
    FindingCode code = answer.probe().finding().code();
    add(code, Level.ERROR, sentence, answer.probe().remedy(), source(answer));
  }

  private void unchecked(DataCheckAnswer answer) {
    String sentence =
        "Not checked: whether rows of %s %s (%s)."
            .formatted(
                result.names().of(answer.probe().table()),
                answer.probe().finding().text(),
                answer.unanswered().orElse(""));
    add(answer.probe().finding().code(), Level.WARNING, sentence, "", source(answer));
  }

  private void approvals() {
    Set<Allow> missing = result.missing();
    for (Step step : result.plan().steps()) {
      Set<Allow> words = new TreeSet<>(step.needs());
      words.retainAll(missing);
      if (words.isEmpty()) continue;
      String allow = words.stream().map(Allow::word).collect(Collectors.joining(","));
      add(
          FindingCode.APPROVAL_MISSING,
          Level.ERROR,
          "The step \"%s\" of %s needs approval."
              .formatted(step.title(), result.names().of(step.subject())),
          "Give it by --allow " + allow + ".",
          ref(step));
    }
  }

  private void risks() {
    String limit = result.risks().limit().map(Risk::word).orElse("");
    for (StepRisks.Item item : result.risks().above())
      add(
          FindingCode.RISK_ABOVE_LIMIT,
          Level.ERROR,
          "The risk of %s is %s, and the limit is %s."
              .formatted(item.what(), item.risk().word(), limit),
          "",
          ref(result.plan().steps().get(item.number() - 1)));
  }

  private void hazards() {
    for (Step step : result.plan().steps())
      for (Finding hazard : step.hazards())
        add(hazard.code(), Level.WARNING, hazard.text(), "", ref(step));
  }

  /** The step that asks the question knows which change it serves; if several, the column does. */
  private ObjectRef source(DataCheckAnswer answer) {
    ObjectRef ref = asking(answer);
    String column = answer.probe().finding().arguments().getOrDefault("column", "");
    return ref.part().isEmpty() && !column.isEmpty() ? ref.column(column) : ref;
  }

  private ObjectRef asking(DataCheckAnswer answer) {
    return result.plan().steps().stream()
        .filter(s -> s.checks().stream().anyMatch(c -> c.id().equals(answer.probe().id())))
        .findFirst()
        .map(PlanReport::ref)
        .orElseGet(() -> ObjectRef.table(answer.probe().table()));
  }

  private static ObjectRef ref(Step step) {
    return step.source().orElseGet(() -> ObjectRef.table(step.subject()));
  }

  private void add(FindingCode code, Level level, String message, String remedy, ObjectRef ref) {
    findings.add(
        ReportedFinding.of(code, level, message)
            .withRemedy(remedy)
            .at(result.place(ref))
            .about(ref.without(result.names().defaultNamespace())));
  }
}
