package dev.underpin.cli.report;

import dev.underpin.workflow.report.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The forms in which other programs read reports. */
public enum ReportForm {
  JSON,
  SARIF,
  JUNIT,
  GITHUB,
  GITLAB,
  PROMETHEUS,
  HTML;

  /**
   * The reports in this form.
   *
   * @param gauges what Prometheus is told beside the number of findings
   * @param directory where relative names of files start
   */
  public String of(List<Report> reports, List<Gauge> gauges, Path directory, Instant now) {
    ReportFiles files = new ReportFiles(directory);
    return switch (this) {
      case JSON -> JsonReport.of(reports, files);
      case SARIF -> SarifReport.of(reports, files);
      case JUNIT -> JunitReport.of(reports, files);
      case GITHUB -> GithubReport.of(reports, files);
      case GITLAB -> GitlabReport.of(reports, files);
      case PROMETHEUS -> PrometheusReport.of(reports, gauges, now);
      case HTML -> HtmlReport.of(reports, files);
    };
  }

  /** What GitHub shows on the page of a job, beside the annotations. */
  public static String summary(List<Report> reports) {
    return MarkdownReport.of(reports);
  }
}
