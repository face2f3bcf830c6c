package dev.underpin.cli.report;

import dev.underpin.workflow.report.Report;
import java.time.Instant;
import java.util.List;

/** Reports as an HTML page, a section for each. */
final class HtmlReport {
  private HtmlReport() {}

  static String of(List<Report> reports, ReportFiles files, Instant now) {
    String command = reports.isEmpty() ? "" : " " + reports.get(0).command();
    HtmlPage page = new HtmlPage("underpin" + command, files, now);
    for (Report report : reports) {
      page.add("<h2>%s</h2>\n", report.subject());
      if (report.findings().isEmpty()) page.add("<p class=\"ok\">No findings.</p>\n");
      page.findings(report);
    }
    return page.end();
  }
}
