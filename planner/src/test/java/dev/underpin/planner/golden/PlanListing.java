package dev.underpin.planner.golden;

import dev.underpin.planner.Plan;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan as {@code plan.txt} has it: everything that a recipe decides, one fact a line. */
final class PlanListing {
  private static final int LABEL = 11;

  private final StringBuilder text = new StringBuilder();
  private final GoldenPlan golden;
  private final boolean foldsGuard;
  private boolean inStep;

  private PlanListing(GoldenPlan golden, boolean foldsGuard) {
    this.golden = golden;
    this.foldsGuard = foldsGuard;
  }

  /**
   * The listing.
   *
   * @param foldsGuard true where the statement that guards a copy of SQLite, the same in every plan
   *     but for a name, is shown by its beginning
   */
  static String of(GoldenPlan golden, boolean foldsGuard) {
    PlanListing listing = new PlanListing(golden, foldsGuard);
    listing.plan(golden.plan());
    return listing.text.toString();
  }

  private void plan(Plan plan) {
    if (plan.changes().isEmpty()) line("no changes");
    plan.changes().forEach(c -> line("change     " + ChangeText.of(c)));
    plan.notes().forEach(n -> field("note", n.toString()));
    plan.refusals().forEach(this::refusal);
    golden.answers().stream()
        .filter(a -> golden.stepChecks().noneMatch(c -> c.id().equals(a.probe().id())))
        .forEach(a -> question("question", a.probe()));
    int number = 0;
    for (Step step : plan.steps()) step(++number, step);
    inStep = false;
    golden.answers().forEach(this::answer);
  }

  private void answer(DataCheckAnswer answer) {
    boolean checked = answer.unanswered().isEmpty();
    if (checked && answer.count() == 0) return;
    line("");
    field(
        checked ? "found" : "unchecked",
        checked ? answer.labelled("") : answer.probe().finding().text());
  }

  private void refusal(Refusal refusal) {
    line("");
    field("refused", refusal.subject() + ": " + refusal.reason().labelled());
    field("remedy", refusal.remedy());
    if (!refusal.answeredBy().isEmpty()) field("or", "--allow " + words(refusal.answeredBy()));
  }

  private void step(int number, Step step) {
    inStep = false;
    line("");
    line(
        String.format(
            Locale.ROOT,
            "%d. %s: %s  [%s]",
            number,
            step.phase().word(),
            step.title(),
            step.subject()));
    inStep = true;
    String lock = step.lock().blocks().words() + "; " + step.lock().work().words();
    field("lock", (step.lock().name().isEmpty() ? "" : step.lock().name() + ": ") + lock);
    if (step.mode() != Mode.TRANSACTION) field("mode", mode(step, step.mode()));
    if (!step.needs().isEmpty()) field("approval", "--allow " + words(step.needs()));
    step.hazards().forEach(h -> field("hazard", h.labelled()));
    step.checks().forEach(c -> question("check", c));
    statements("up", step.up());
    if (step.downMode() != Mode.TRANSACTION && !step.down().isEmpty())
      field("down mode", mode(step, step.downMode()));
    step.downChecks().forEach(c -> question("down check", c));
    statements("down", step.down());
  }

  private static String mode(Step step, Mode mode) {
    if (mode != Mode.BATCHES) return mode.word();
    return step.batch()
        .map(
            b ->
                b.key().isEmpty()
                    ? "batches: the whole table at once"
                    : "batches of " + b.size() + " rows by " + String.join(", ", b.key()))
        .orElse("batches");
  }

  private void question(String label, DataCheck probe) {
    field(label, "rows of " + probe.table() + " that " + probe.finding().labelled());
    field("", probe.sql());
    if (!probe.remedy().isEmpty()) field("", "-> " + probe.remedy());
  }

  private void statements(String label, List<String> statements) {
    if (statements.isEmpty()) field(label, "(nothing)");
    String shown = label;
    for (String statement : statements) {
      field(shown, folded(statement) + ";");
      shown = "";
    }
  }

  private String folded(String statement) {
    boolean guard = foldsGuard && statement.startsWith("CREATE TEMP TABLE");
    return guard ? statement.substring(0, statement.indexOf('(')) + "(...)" : statement;
  }

  /** A fact of the step above it, or of the whole plan. */
  private void field(String label, String value) {
    String margin = inStep ? "   " : "";
    String head = margin + label + " ".repeat(Math.max(1, LABEL - label.length()));
    String next = "\n" + " ".repeat(margin.length() + LABEL);
    line((head + value.replace("\n", next)).stripTrailing());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String words(Collection<Allow> allowed) {
    return allowed.stream().map(Allow::word).sorted().collect(Collectors.joining(","));
  }
}
