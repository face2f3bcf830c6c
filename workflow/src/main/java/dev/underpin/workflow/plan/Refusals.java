package dev.underpin.workflow.plan;

import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.report.DisplayNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says why something is refused, and the way on. */
public final class Refusals {
  private Refusals() {}

  /** The refusal of a plan; to be called only where it is refused. */
  public static UnderpinException plan(PlanResult result) {
    List<String> reasons = new ArrayList<>();
    for (Refusal refusal : result.refusals()) {
      String place = result.place(refusal.source()).map(l -> l + ": ").orElse("");
      reasons.add(
          place
              + refusal.reason().labelled()
              + (refusal.remedy().isEmpty() ? "" : "\n  " + indent(refusal.remedy())));
    }
    for (DataCheckAnswer answer : result.violations())
      reasons.add(sentence(answer, result.names()));
    if (!result.risks().above().isEmpty()) reasons.add(result.risks().refusal());
    if (!result.missing().isEmpty()) {
      reasons.add(
          FindingCode.APPROVAL_MISSING.after("Needs approval: --allow " + words(result.missing())));
    }
    return UnderpinException.refused(
            "Refused; nothing was changed.\n\n" + String.join("\n\n", reasons))
        .about(problems(result));
  }

  /** The reasons one by one, for a program. */
  public static List<Problem> problems(PlanResult result) {
    List<Problem> problems = new ArrayList<>();
    for (Refusal refusal : result.refusals())
      problems.add(
          problem(
              refusal.reason().code(),
              refusal.reason().text(),
              result.place(refusal.source()),
              refusal.remedy()));
    for (DataCheckAnswer answer : result.violations())
      problems.add(problem(answer, result.names()));
    if (!result.risks().above().isEmpty()) problems.add(Problem.error(result.risks().refusal()));
    for (Allow word : result.missing().stream().sorted().toList())
      problems.add(
          problem(
              FindingCode.APPROVAL_MISSING,
              "Needs approval: " + word.word(),
              Optional.empty(),
              ""));
    return problems;
  }

  private static Problem problem(DataCheckAnswer answer, DisplayNames names) {
    return problem(
        answer.probe().finding().code(),
        answer.sentence(names.defaultNamespace()) + ".",
        Optional.empty(),
        answer.probe().remedy());
  }

  private static Problem problem(
      FindingCode code, String text, Optional<Location> place, String remedy) {
    return new Problem(
        Problem.Severity.ERROR,
        text,
        place,
        "",
        Optional.of(remedy).filter(r -> !r.isEmpty()),
        Optional.of(code));
  }

  /** Rows that violate a data check of a saved migration or a rollback. */
  public static UnderpinException rows(
      String what, List<DataCheckAnswer> answers, DisplayNames names) {
    return UnderpinException.refused(
            "%s is refused; nothing was changed.\n\n%s"
                .formatted(
                    what,
                    answers.stream()
                        .map(a -> sentence(a, names))
                        .collect(Collectors.joining("\n\n"))))
        .about(answers.stream().map(a -> problem(a, names)).toList());
  }

  /** A finding with its remedy. */
  static String sentence(DataCheckAnswer answer, DisplayNames names) {
    return answer.probe().finding().code().after(answer.sentence(names.defaultNamespace()) + ".")
        + (answer.probe().remedy().isEmpty() ? "" : "\n  " + indent(answer.probe().remedy()));
  }

  /** The words in their order, as they are written after {@code --allow}. */
  static String words(Set<Allow> words) {
    return words.stream().sorted().map(Allow::word).collect(Collectors.joining(","));
  }

  private static String indent(String text) {
    return text.replace("\n", "\n  ");
  }
}
