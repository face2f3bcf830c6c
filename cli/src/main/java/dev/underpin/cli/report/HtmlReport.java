package dev.underpin.cli.report;

import dev.underpin.cli.html.FindingsSection;
import dev.underpin.cli.html.HtmlPage;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports as an HTML page, a section for each. */
public final class HtmlReport {
  private HtmlReport() {}

  static String of(List<Report> reports, ReportFiles files) {
    String command = reports.isEmpty() ? "" : " " + reports.get(0).command();
    List<FindingsSection> sections = new ArrayList<>();
    for (Report report : reports)
      sections.add(findings("findings-" + (sections.size() + 1), report.subject(), report, files));
    return new HtmlPage("underpin" + command, List.copyOf(sections)).text();
  }

  /** The findings and notes of a report. */
  public static FindingsSection findings(
      String id, String heading, Report report, ReportFiles files) {
    return new FindingsSection(
        id,
        heading,
        report.findings().stream().map(f -> item(f, report, files)).toList(),
        report.notes());
  }

  private static FindingsSection.Item item(ReportedFinding f, Report report, ReportFiles files) {
    return new FindingsSection.Item(
        f.level().name().toLowerCase(Locale.ROOT),
        f.code().id(),
        f.code().title(),
        f.object().map(o -> o.kind() + " " + o.name()).orElse(""),
        f.message(),
        f.remedy(),
        f.place().map(p -> files.of(f, report) + ":" + p.row() + ":" + p.column()).orElse(""));
  }
}
