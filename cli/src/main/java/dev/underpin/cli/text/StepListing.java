package dev.underpin.cli.text;

import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.finding.Finding;
import dev.underpin.workflow.plan.DurationEstimate;
import dev.underpin.workflow.plan.PlanResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a plan in the order in which they run, under their phase: each with what it does,
 * what others notice, what it costs, and its SQL.
 */
record StepListing(PlanResult result, TextPage page) {
  private static final String INDENT = "      ";
  static final String SQL_INDENT = INDENT + "  ";

  /** More lines of SQL than these tell a reader less, not more. */
  private static final int LONGEST_SQL = 12;

  void print() {
    List<Step> steps = result.plan().steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (i == 0 || steps.get(i - 1).phase() != step.phase()) phase(page, step.phase());
      step(i + 1, step);
    }
  }

  /** The heading of a phase. */
  static void phase(TextPage page, Phase phase) {
    String name = phase.name();
    page.blank();
    page.hanging(page.style().bold(name) + "  ", name.length() + 2, "  ", StepWords.when(phase));
  }

  private void step(int number, Step step) {
    TableFacts facts = result.catalog().facts(step.subject());
    title(
        page,
        number,
        Migrations.title(step, result.catalog().defaultNamespace()),
        effects(step, facts));
    statements(page, step.up());
    if (page.verbose()) details(step);
    for (Finding hazard : step.hazards())
      page.hanging(INDENT + "hazard: ", INDENT + "  ", hazard.labelled());
  }

  /**
   * A step's line, with the first of its effects that fits at its right end; where none does, the
   * first one stands below.
   *
   * @param effects the same effect, each time shorter
   */
  static void title(TextPage page, int number, String title, List<String> effects) {
    String head = String.format("%4d  ", number);
    List<String> lines = LineWrapper.prose(title, page.width() - INDENT.length());
    for (int i = 0; i < lines.size() - 1; i++)
      page.line((i == 0 ? head : INDENT) + page.style().bold(lines.get(i)));
    String last = lines.get(lines.size() - 1);
    int length = INDENT.length() + last.length();
    Optional<String> beside =
        effects.stream().filter(e -> length + 2 + e.length() <= page.width()).findFirst();
    String indent = lines.size() == 1 ? head : INDENT;
    page.aligned(indent + page.style().bold(last), length, beside.orElse(""));
    if (beside.isPresent() || effects.isEmpty()) return;
    for (String line : LineWrapper.prose(effects.get(0), page.width() - INDENT.length()))
      page.line(INDENT + page.style().dim(line));
  }

  /** Statements below a step's line. */
  static void statements(TextPage page, List<String> statements) {
    List<String> lines = new ArrayList<>();
    for (String statement : statements) {
      if (StepWords.isGuard(statement) && !page.verbose()) continue;
      lines.addAll(page.statementLines(SQL_INDENT, SqlLines.shown(statement)));
    }
    int most = page.verbose() || lines.size() <= LONGEST_SQL + 2 ? lines.size() : LONGEST_SQL;
    lines.subList(0, most).forEach(line -> page.line(SQL_INDENT + line));
    if (most < lines.size())
      page.line(SQL_INDENT + "… " + (lines.size() - most) + " more lines; -v shows them");
  }

  private void details(Step step) {
    if (!step.lock().name().isEmpty()) page.prose(INDENT, "lock: " + step.lock().name());
    String runs = StepWords.runs(step);
    if (!runs.isEmpty()) page.prose(INDENT, "runs " + runs);
    if (step.up().stream().anyMatch(StepWords::isGuard))
      page.prose(INDENT, "The step stops, and changes nothing, if a row would be lost.");
    if (step.down().isEmpty()) {
      page.line(
          INDENT
              + (step.needs().contains(Allow.IRREVERSIBLE)
                  ? "rollback: this step has none"
                  : "rollback: nothing to do"));
      return;
    }
    page.line(INDENT + "rollback:");
    statements(page, step.down());
  }

  /**
   * {@code blocks writes · rewrites the table, ~3 s}, and shorter for a step that blocks nothing
   * and only changes metadata.
   */
  private static List<String> effects(Step step, TableFacts facts) {
    Lock lock = step.lock();
    String work = lock.work().words();
    if (lock.work() != Lock.Work.CATALOG)
      work +=
          DurationEstimate.of(step, facts)
              .map(HumanUnits::time)
              .map(t -> ", " + t.replace(' ', '\u00a0'))
              .orElse("");
    String whole = lock.blocks().words() + " · " + work;
    boolean harmless = lock.blocks() == Lock.Blocks.NOTHING && lock.work() == Lock.Work.CATALOG;
    return harmless ? List.of(whole, work) : List.of(whole);
  }
}
