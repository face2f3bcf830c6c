package dev.underpin.cli.report;

import dev.underpin.cli.terminal.Terminal;
import dev.underpin.cli.text.SqlLines;
import dev.underpin.cli.text.Verdict;
import dev.underpin.planner.step.Step;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.report.ChangeLine;
import dev.underpin.workflow.report.Report;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A plan as an HTML page: the changes, what to know before it is run, and each step with its SQL.
 */
public final class PlanHtml {
  private final HtmlPage page;
  private final PlanResult result;

  private PlanHtml(HtmlPage page, PlanResult result) {
    this.page = page;
    this.result = result;
  }

  /** The page. */
  public static String of(PlanResult result, Report report, Terminal terminal) {
    HtmlPage page =
        new HtmlPage(
            "underpin plan", new ReportFiles(terminal.directory()), terminal.clock().instant());
    PlanHtml plan = new PlanHtml(page, result);
    page.add("<h2>%s</h2>\n", new Verdict(result).headline());
    if (!result.isEmpty()) plan.changes();
    if (!report.findings().isEmpty() || !report.notes().isEmpty()) page.add("<h2>Findings</h2>\n");
    page.findings(report);
    if (!result.isEmpty()) page.add("<p><b>%s</b></p>\n", new Verdict(result).closing());
    if (!result.isEmpty()) plan.steps();
    return page.end();
  }

  private void changes() {
    page.add("<ul>\n");
    for (ChangeLine change : result.differences())
      page.add(
          "<li><code>%s</code> %s</li>\n", change.sign().mark(), change.listing(result.names()));
    page.add("</ul>\n");
  }

  private void steps() {
    page.add("<h2>Steps</h2>\n");
    List<Step> steps = result.plan().steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      page.add(
          "<p><b>%s. %s: %s</b></p>\n",
          String.valueOf(i + 1), result.names().of(step.subject()), step.title());
      page.add(
          "<p class=\"quiet\">%s, %s, %s</p>\n",
          step.phase().word(), step.lock().blocks().words(), step.lock().work().words());
      page.add("<pre>%s</pre>\n", statements(step));
    }
  }

  private static String statements(Step step) {
    return step.up().stream()
        .map(SqlLines::shown)
        .map(SqlLines::ended)
        .collect(Collectors.joining("\n"));
  }
}
