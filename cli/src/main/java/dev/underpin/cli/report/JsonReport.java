package dev.underpin.cli.report;

import dev.underpin.schema.error.Location;
import dev.underpin.schema.json.Json;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reports as JSON of their own. Keys are only ever added within a version. */
final class JsonReport {
  private JsonReport() {}

  static String of(List<Report> reports, ReportFiles files) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "1.0");
    json.put("reports", reports.stream().map(r -> report(r, files)).toList());
    return Json.pretty(json) + "\n";
  }

  private static Map<String, Object> report(Report report, ReportFiles files) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("command", report.command());
    json.put("subject", report.subject());
    json.put("findings", report.findings().stream().map(f -> finding(f, report, files)).toList());
    json.put("notes", report.notes());
    return json;
  }

  private static Map<String, Object> finding(ReportedFinding f, Report report, ReportFiles files) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("code", f.code().id());
    json.put("level", f.level().name().toLowerCase(Locale.ROOT));
    json.put("message", f.message());
    json.put("remedy", f.remedy());
    json.put("kind", f.object().map(ReportedFinding.ReportedObject::kind));
    json.put("object", f.object().map(ReportedFinding.ReportedObject::name));

    json.put("file", f.place().map(p -> files.of(f, report)));
    json.put("line", f.place().map(Location::row));
    json.put("column", f.place().map(Location::column));
    return json;
  }
}
