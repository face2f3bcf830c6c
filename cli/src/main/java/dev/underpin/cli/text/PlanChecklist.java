package dev.underpin.cli.text;

import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.recipe.SeedTitles;
import dev.underpin.planner.request.SeedDifference;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.plan.PlanResult;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a person does to bring a plan to production, as a Markdown list with boxes. Each line is
 * there because of something in this plan.
 */
public final class PlanChecklist {
  private static final Set<Allow> KEPT_IN_TRASH =
      EnumSet.of(Allow.DROP_TABLE, Allow.DROP_COLUMN, Allow.LOSSY);

  private final PlanResult result;
  private final SuggestedCommands commands;
  private final List<Step> steps;
  private final StringBuilder out = new StringBuilder();

  private PlanChecklist(PlanResult result, SuggestedCommands commands) {
    this.result = result;
    this.commands = commands;
    this.steps = result.plan().steps();
  }

  /** The list of a plan. */
  public static String of(PlanResult result, SuggestedCommands commands) {
    return new PlanChecklist(result, commands).list();
  }

  private String list() {
    out.append("# ").append(text(new Verdict(result).headline())).append('\n');
    if (result.isEmpty()) return out.toString();
    section("Before");
    mend();
    approve();
    prepare();
    section("Run");
    run();
    section("After");
    after();
    section("To undo it");
    undo();
    return out.toString();
  }

  private void section(String title) {
    out.append("\n## ").append(title).append("\n\n");
  }

  private void item(String text) {
    out.append("- [ ] ").append(text).append('\n');
  }

  private static String command(String command) {
    return "`" + command + "`";
  }

  private static String text(String text) {
    return MarkdownText.escaped(text);
  }

  /**
   * The numbers of the steps for which something holds, as {@code step 2} or {@code steps 2, 3}.
   */
  private String numbers(Predicate<Step> holds) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++)
      if (holds.test(steps.get(i))) numbers.add(String.valueOf(i + 1));
    return (numbers.size() == 1 ? "step " : "steps ") + String.join(", ", numbers);
  }

  private boolean any(Predicate<Step> holds) {
    return steps.stream().anyMatch(holds);
  }

  // --- before

  private void mend() {
    for (Refusal refusal : result.refusals())
      item(text(refusal.reason().labelled() + ": " + refusal.remedy()));
    for (DataCheckAnswer found : result.violations())
      item(text(found.labelled(result.names().defaultNamespace()) + ": " + found.probe().remedy()));
    for (DataCheckAnswer open : result.unchecked())
      item(
          text(
              "Not checked: "
                  + result.names().of(open.probe().table())
                  + " "
                  + open.probe().finding().text()));
  }

  private void approve() {
    item(
        "Review "
            + (steps.size() == 1 ? "the step" : "the " + steps.size() + " steps")
            + ". The risk is "
            + result.risks().whole().word()
            + (result.risks().highest().isEmpty()
                ? "."
                : ", because of "
                    + numbers(s -> result.risks().highest().contains(steps.indexOf(s) + 1))
                    + "."));
    for (SeedDifference rows : result.plan().rows())
      item(
          text(
              "Read the rows of "
                  + result.names().of(rows.seed().table())
                  + " in the YAML: "
                  + SeedTitles.toCome(rows)
                  + "."));
    for (Allow word : new TreeSet<>(result.plan().needs()))
      item(
          "Approve `--allow "
              + word.word()
              + "` for "
              + numbers(s -> s.needs().contains(word))
              + ".");
    Set<Finding> hazards =
        steps.stream()
            .flatMap(s -> s.hazards().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (Finding hazard : hazards)
      item(text(hazard.labelled()) + " (" + numbers(s -> s.hazards().contains(hazard)) + ")");
  }

  private void prepare() {
    if (any(s -> s.needs().contains(Allow.IRREVERSIBLE)))
      item(
          "Make a backup: "
              + numbers(s -> s.needs().contains(Allow.IRREVERSIBLE))
              + " cannot be rolled back.");
    if (any(s -> s.lock().stopsWritersForLong()))
      item(
          "Choose a quiet time: "
              + numbers(s -> s.lock().stopsWritersForLong())
              + " "
              + (steps.stream().filter(s -> s.lock().stopsWritersForLong()).count() == 1
                  ? "lets"
                  : "let")
              + " writers wait while a table is read or rewritten.");
    item("Save and commit the migration: " + command(commands.of("plan", "--save NAME")));
    if (steps.size() > 10)
      item(
          steps.size()
              + " steps are many for one migration. A part of them: "
              + command(commands.of("plan", "--save NAME", "--only NAMES")));
  }

  // --- run, after and undo

  private void run() {
    boolean early = any(s -> s.phase() != Phase.CONTRACT);
    boolean late = any(s -> s.phase() == Phase.CONTRACT);
    if (early && late)
      item(
          "Run "
              + numbers(s -> s.phase() != Phase.CONTRACT)
              + ", while the old application runs: "
              + command(commands.of("apply", "--phase backfill")));
    else if (early)
      item("Run it, while the old application runs: " + command(commands.of("apply")));
    item(late ? "Deploy the new application everywhere." : "Deploy the new application.");
    if (late)
      item(
          "Run "
              + numbers(s -> s.phase() == Phase.CONTRACT)
              + ", when no old application runs: "
              + command(commands.of("apply")));
  }

  private void after() {
    item(
        "Nothing is left to do, and nothing differs: "
            + command(commands.of("status"))
            + ", "
            + command(commands.of("drift")));
    if (any(s -> s.needs().stream().anyMatch(KEPT_IN_TRASH::contains)))
      item("When the old values are not needed any more: " + command(commands.of("purge")));
  }

  private void undo() {
    item("Schema and rows as they were: " + command(commands.of("rollback")));
    if (any(PlanChecklist::blocksBack))
      item(
          "The rollback of "
              + numbers(PlanChecklist::blocksBack)
              + " lets readers and writers wait: choose a quiet time for it too.");
    if (any(s -> !s.downChecks().isEmpty()))
      item(
          "A rollback asks first whether the rows that were written since still fit: "
              + numbers(s -> !s.downChecks().isEmpty())
              + ".");
  }

  private static boolean blocksBack(Step step) {
    return step.hazards().stream().anyMatch(h -> h.code() == FindingCode.ROLLBACK_BLOCKS);
  }
}
