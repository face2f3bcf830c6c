package dev.underpin.cli.report;

import dev.underpin.schema.json.Json;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports as the code quality report of GitLab: a list of findings, each on a line of a file. */
final class GitlabReport {
  private GitlabReport() {}

  static String of(List<Report> reports, ReportFiles files) {
    Fingerprints fingerprints = new Fingerprints(reports.size());
    List<Map<String, Object>> findings = new ArrayList<>();
    for (Report report : reports) {
      for (ReportedFinding f : report.findings()) {
        String file = files.of(f, report);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("description", f.text());
        json.put("check_name", f.code().id());
        json.put("fingerprint", fingerprints.of(f, report, file));
        json.put("severity", severity(f.level()));
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("path", file);
        location.put("lines", Map.of("begin", ReportFiles.row(f)));
        json.put("location", location);
        findings.add(json);
      }
    }
    return Json.pretty(findings) + "\n";
  }

  private static String severity(ReportedFinding.Level level) {
    return switch (level) {
      case ERROR -> "major";
      case WARNING -> "minor";
      case INFO -> "info";
    };
  }
}
