package dev.underpin.cli.report;

import dev.underpin.cli.text.MarkdownText;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import java.util.List;

/** Reports as Markdown, for the summary of a job. */
final class MarkdownReport {
  private MarkdownReport() {}

  static String of(List<Report> reports) {
    StringBuilder out = new StringBuilder();
    for (Report report : reports) {
      out.append("### underpin ").append(report.command()).append(": ");
      out.append(MarkdownText.escaped(report.subject())).append("\n\n");
      if (report.findings().isEmpty()) out.append("No findings.\n");
      else out.append("| level | code | finding | place |\n|---|---|---|---|\n");
      for (ReportedFinding f : report.findings()) {
        String place = f.place().map(l -> l.file() + ":" + l.row()).orElse("");
        out.append("| ").append(f.level().name().toLowerCase(java.util.Locale.ROOT));
        out.append(" | ").append(f.code().id());
        out.append(" | ").append(MarkdownText.escaped(f.text()));
        out.append(" | ").append(MarkdownText.escaped(place)).append(" |\n");
      }
      for (String note : report.notes())
        out.append("\n> ").append(MarkdownText.escaped(note)).append('\n');
      out.append('\n');
    }
    return out.toString();
  }
}
