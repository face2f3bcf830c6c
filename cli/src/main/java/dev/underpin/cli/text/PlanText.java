package dev.underpin.cli.text;

import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.plan.PlanResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A plan as a person reads it: the changes, the steps in the order in which they run, what the data
 * says, what has to be approved, and whether it can be run.
 */
public final class PlanText {
  private final PlanResult result;
  private final TextPage page;
  private final Verdict verdict;
  private final boolean afterPending;

  private PlanText(PlanResult result, Layout layout, boolean afterPending) {
    this.result = result;
    this.page = new TextPage(layout);
    this.verdict = new Verdict(result);
    this.afterPending = afterPending;
  }

  /**
   * The whole text.
   *
   * @param commands composes the commands that are suggested; absent where none is to be
   */
  public static String of(PlanResult result, Layout layout, Optional<SuggestedCommands> commands) {
    return new PlanText(result, layout, false).whole(commands);
  }

  /** The whole text of a plan that is made on top of the saved migrations. */
  public static String ofLock(
      PlanResult result, Layout layout, Optional<SuggestedCommands> commands) {
    return new PlanText(result, layout, true).whole(commands);
  }

  /** The changes and the verdict alone. */
  public static String summary(PlanResult result, Layout layout) {
    PlanText text = new PlanText(result, layout, false);
    text.headline();
    new ChangeList(result, text.page).print();
    if (!result.isEmpty()) text.page.blank();
    text.closing();
    return text.page.toString();
  }

  private String whole(Optional<SuggestedCommands> commands) {
    headline();
    history(commands);
    new ChangeList(result, page).print();
    sizes();
    new StepListing(result, page).print();
    new DataCheckList(result, page).print();
    notes(commands.orElse(SuggestedCommands.NONE));
    refusals(commands.orElse(SuggestedCommands.NONE));
    approvals();
    risks();
    end(commands);
    return page.toString();
  }

  private void headline() {
    for (String line : LineWrapper.prose(verdict.numbers(after()), page.width()))
      page.line(page.style().bold(line));
    if (result.isEmpty()) return;
    String rehearsal = result.rehearsal().map(text -> " " + text + ".").orElse("");
    page.hanging("", "", verdict.promise() + rehearsal);
  }

  /** What a plan that is to be saved begins with. */
  private String after() {
    if (!afterPending || !result.live() || result.pending().isEmpty()) return "";
    return " after " + StepNumbers.count(result.pending().size(), "pending migration");
  }

  /** What is saved or begun and has not been run. */
  private void history(Optional<SuggestedCommands> commands) {
    result.continuing().ifPresent(c -> continuing(c, commands));
    if (result.pending().isEmpty()) return;
    boolean one = result.pending().size() == 1;
    page.prose(
        "",
        (one
                ? "1 saved migration is pending: "
                : result.pending().size() + " saved migrations are pending: ")
            + String.join(", ", result.pending())
            + (afterPending
                ? ". This plan starts where " + (one ? "it ends." : "they end.")
                : ". This plan starts from the live schema, so it repeats what "
                    + (one ? "it does." : "they do.")));
    commands.ifPresent(c -> page.command("  Run " + (one ? "it:  " : "them:  "), c.of("apply")));
  }

  private void continuing(PlanResult.Continuing migration, Optional<SuggestedCommands> commands) {
    page.prose(
        "",
        "%s is partially applied: steps %s remain. This plan starts where they end."
            .formatted(migration.id(), StepNumbers.ranges(migration.remaining())));
    commands.ifPresent(c -> page.command("  Run them first:  ", c.of("apply")));
  }

  /** How large the tables are that the steps touch. */
  private void sizes() {
    Set<QualifiedName> subjects = new LinkedHashSet<>();
    for (Step step : result.plan().steps()) subjects.add(step.subject());
    List<String> sizes = new ArrayList<>();
    for (QualifiedName subject : subjects) {
      String size = HumanUnits.of(result.facts(subject));
      if (!size.isEmpty())
        sizes.add((result.names().of(subject) + " " + size).replace(' ', '\u00a0'));
    }
    if (sizes.isEmpty()) return;
    page.blank();
    page.hanging("Sizes: ", "  ", String.join("; ", sizes));
  }

  private void notes(SuggestedCommands commands) {
    List<Problem> warnings =
        result.warnings().stream().filter(w -> w.severity() == Problem.Severity.WARNING).toList();
    if (result.notes().isEmpty() && warnings.isEmpty()) return;
    page.heading("Notes");
    for (Problem warning : warnings)
      page.prose(
          "  ",
          warning.location().map(l -> l + ": ").orElse("")
              + warning.message()
              + warning.hint().map(h -> " (" + h + ")").orElse(""));
    for (Note note : result.notes()) page.prose("  ", commands.complete(note.toString()));
  }

  private void refusals(SuggestedCommands commands) {
    if (result.refusals().isEmpty()) return;
    page.heading("Refused");
    result
        .refusals()
        .forEach(
            r -> {
              String place =
                  result
                      .place(r.source())
                      .map(l -> ChangeList.shortened(l.file()) + ":" + l.row() + ": ")
                      .orElse("");
              page.prose("  ", place + r.reason().labelled());
              if (!r.remedy().isEmpty()) page.lines("      ", commands.complete(r.remedy()));
            });
  }

  private void approvals() {
    Set<Allow> needs = result.plan().needs();
    if (needs.isEmpty()) return;
    page.heading("Approvals needed");
    int width = needs.stream().mapToInt(a -> a.word().length()).max().orElse(0);
    for (Allow allow : needs.stream().sorted().toList()) {
      List<Integer> steps = new ArrayList<>();
      for (int i = 0; i < result.plan().steps().size(); i++)
        if (result.plan().steps().get(i).needs().contains(allow)) steps.add(i + 1);
      String given = result.missing().contains(allow) ? "" : ": given";
      page.hanging(
          "  " + String.format("%-" + width + "s", allow.word()) + "  ",
          "    ",
          (steps.size() == 1 ? "step " : "steps ") + StepNumbers.ranges(steps) + given);
    }
  }

  private void risks() {
    if (result.risks().above().isEmpty()) return;
    page.blank();
    page.lines("", result.risks().refusal());
  }

  private void end(Optional<SuggestedCommands> commands) {
    if (result.isEmpty()) return;
    page.blank();
    if (!verdict.isBlocked()) commands.ifPresent(this::next);
    closing();
  }

  private void next(SuggestedCommands commands) {
    page.command(
        "Save it:  ",
        commands.allowing(
            result.missing(), "plan", result.live() ? "--save NAME" : "--offline --save NAME"));
    if (result.live())
      page.command("Run it:   ", commands.allowing(result.missing(), "apply", "--direct"));
  }

  private void closing() {
    if (result.isEmpty()) return;
    for (String line : LineWrapper.prose(verdict.closing(), page.width())) page.line(colour(line));
  }

  private String colour(String text) {
    if (!result.isRefused()) return page.style().green(text);
    return verdict.isBlocked() ? page.style().red(text) : page.style().yellow(text);
  }
}
