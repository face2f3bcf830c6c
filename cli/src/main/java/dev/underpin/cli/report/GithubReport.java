package dev.underpin.cli.report;

import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import java.util.List;

/** Reports as annotations of GitHub Actions, one line each. */
final class GithubReport {
  private GithubReport() {}

  static String of(List<Report> reports, ReportFiles files) {
    StringBuilder out = new StringBuilder();
    for (Report report : reports) {
      for (ReportedFinding f : report.findings()) {
        out.append("::").append(command(f.level()));
        out.append(" file=").append(Escapes.property(files.of(f, report)));
        out.append(",line=").append(ReportFiles.row(f));
        out.append(",col=").append(ReportFiles.column(f));
        out.append(",title=").append(Escapes.property(f.code().id() + " " + f.code().title()));
        out.append("::").append(Escapes.annotation(f.text())).append('\n');
      }
      for (String note : report.notes())
        out.append("::notice title=Note::").append(Escapes.annotation(note)).append('\n');
    }
    return out.toString();
  }

  private static String command(ReportedFinding.Level level) {
    return switch (level) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "notice";
    };
  }
}
