package dev.underpin.cli.text;

import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.workflow.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One step: plain words, its lock, its SQL, its way back. */
final class StepText {
  private static final String INDENT = "         ";
  private static final int LABEL = 7;
  private static final int WIDTH = Wrap.WIDTH - INDENT.length() - LABEL;

  /** More lines of SQL than these tell a reader less, not more. */
  private static final int LONGEST_SQL = 24;

  private static final int LONGEST_BACK = 12;

  private final Page page;

  StepText(Page page) {
    this.page = page;
  }

  private static final Pattern GUARD = Pattern.compile("\"underpin_[0-9a-f]{8}_guard\"");

  /**
   * Print a step.
   *
   * @param number counted from 1 over the whole plan
   * @param facts of the table it is about
   */
  void print(int number, Step step, TableFacts facts) {
    Style style = page.style();
    List<String> title = Wrap.prose(step.title(), Wrap.WIDTH - 17);
    String phase = style.dim(String.format("%-8s", step.phase().word()));
    page.line(String.format("%5d", number) + "  " + phase + "  " + style.bold(title.get(0)));
    title.stream().skip(1).forEach(rest -> page.line(" ".repeat(17) + style.bold(rest)));
    labelled(
        "lock", Wrap.prose(lock(step.lock(), Estimate.of(step, facts).map(Amount::time)), WIDTH));
    labelled("sql", sql(step.up(), LONGEST_SQL));
    labelled(
        "back", step.down().isEmpty() ? List.of(noWayBack(step)) : sql(step.down(), LONGEST_BACK));
    for (String hazard : step.hazards()) labelled("note", Wrap.prose(hazard, WIDTH));
    runs(step).ifPresent(text -> labelled("runs", Wrap.prose(text, WIDTH)));
    if (step.up().stream().anyMatch(StepText::isGuard)) {
      labelled(
          "guard", Wrap.prose("stops by itself, and undoes itself, if a row would be lost", WIDTH));
    }
    if (!step.needs().isEmpty())
      labelled("needs", List.of("--allow " + Verdict.words(step.needs())));
  }

  private static Optional<String> runs(Step step) {
    return switch (step.mode()) {
      case TRANSACTION -> Optional.empty();
      case DETACHED ->
          Optional.of(
              "in one transaction, foreign keys not enforced meanwhile and checked at its end");
      case ALONE -> Optional.of("outside of a transaction");
      case BY_TOOL -> Optional.of("by pt-online-schema-change");
      case BATCHES ->
          step.batch()
              .filter(b -> !b.key().isEmpty())
              .map(
                  b ->
                      "in batches along "
                          + String.join(", ", b.key())
                          + ", each committed by itself");
    };
  }

  private static String noWayBack(Step step) {
    return step.needs().contains(Allow.IRREVERSIBLE) ? "there is no way back" : "nothing to undo";
  }

  private static String lock(Lock lock, Optional<String> time) {
    String held = lock.name().isEmpty() ? "" : lock.name() + ": ";
    String work = lock.work().words() + time.map(t -> ", " + t.replace(' ', '\u00a0')).orElse("");
    return held + lock.blocks().words() + "; " + work;
  }

  private static List<String> sql(List<String> statements, int longest) {
    List<String> lines = new ArrayList<>();
    for (String statement : statements) {
      if (!isGuard(statement)) lines.addAll(Wrap.sql(statement + ";", WIDTH));
    }
    if (lines.size() <= longest + 2) return lines;
    List<String> shown = new ArrayList<>(lines.subList(0, longest));
    shown.add("… " + (lines.size() - longest) + " more lines; a saved migration has them all");
    return shown;
  }

  /**
   * What only looks whether all went well; it stands in the files, and would hide the rest here.
   */
  private static boolean isGuard(String statement) {
    return GUARD.matcher(statement).find();
  }

  private void labelled(String label, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String head = i == 0 ? String.format("%-" + LABEL + "s", label) : " ".repeat(LABEL);
      page.line(INDENT + page.style().dim(head) + lines.get(i));
    }
  }
}
