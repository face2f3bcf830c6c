package dev.underpin.cli.report;

import dev.underpin.cli.terminal.ProgramVersion;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.json.Json;
import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports as SARIF 2.1.0, which code scanning and editors read. One run for each report. */
final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final ReportFiles files;
  private final boolean several;
  private final Fingerprints fingerprints;

  private SarifReport(ReportFiles files, int reports) {
    this.files = files;
    this.several = reports > 1;
    this.fingerprints = new Fingerprints(reports);
  }

  static String of(List<Report> reports, ReportFiles files) {
    SarifReport sarif = new SarifReport(files, reports.size());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("$schema", SCHEMA);
    json.put("version", "2.1.0");
    json.put("runs", reports.stream().map(sarif::run).toList());
    return Json.pretty(json) + "\n";
  }

  private Map<String, Object> run(Report report) {
    List<FindingCode> codes =
        report.findings().stream().map(ReportedFinding::code).distinct().sorted().toList();
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "Underpin");
    driver.put("version", ProgramVersion.VERSION);
    driver.put("rules", codes.stream().map(SarifReport::rule).toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    String category = "underpin/" + report.command() + "/";
    run.put(
        "automationDetails", Map.of("id", several ? category + report.subject() + "/" : category));
    run.put("columnKind", "unicodeCodePoints");
    run.put("invocations", List.of(invocation(report)));
    run.put("results", report.findings().stream().map(f -> result(f, report, codes)).toList());
    return run;
  }

  private static Map<String, Object> rule(FindingCode code) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", code.id());
    rule.put("name", name(code));
    rule.put("shortDescription", message(code.title()));
    rule.put("help", message("underpin help " + code.id()));
    return rule;
  }

  /** {@code SCHEMA_DIFFERS} as {@code SchemaDiffers}, the usual form of a rule's name. */
  private static String name(FindingCode code) {
    StringBuilder name = new StringBuilder();
    for (String word : code.name().split("_"))
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    return name.toString();
  }

  private static Map<String, Object> invocation(Report report) {
    Map<String, Object> invocation = new LinkedHashMap<>();
    invocation.put("executionSuccessful", true);
    List<Map<String, Object>> notes = new ArrayList<>();
    for (String note : report.notes()) {
      Map<String, Object> notification = new LinkedHashMap<>();
      notification.put("level", "note");
      notification.put("message", message(note));
      notes.add(notification);
    }
    invocation.put("toolExecutionNotifications", notes);
    return invocation;
  }

  private Map<String, Object> result(ReportedFinding f, Report report, List<FindingCode> codes) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", f.code().id());
    result.put("ruleIndex", codes.indexOf(f.code()));
    result.put("level", level(f.level()));
    result.put("message", message(f.text()));
    String file = files.of(f, report);
    result.put("locations", List.of(location(f, file)));
    result.put("partialFingerprints", Map.of("underpin/v1", fingerprints.of(f, report, file)));
    return result;
  }

  private static Map<String, Object> location(ReportedFinding f, String file) {
    Map<String, Object> region = new LinkedHashMap<>();
    region.put("startLine", ReportFiles.row(f));
    region.put("startColumn", ReportFiles.column(f));
    f.place().map(Location::line).ifPresent(line -> region.put("snippet", message(line)));
    Map<String, Object> physical = new LinkedHashMap<>();
    physical.put("artifactLocation", Map.of("uri", Escapes.uri(file)));
    physical.put("region", region);
    Map<String, Object> location = new LinkedHashMap<>();
    location.put("physicalLocation", physical);
    f.object().ifPresent(o -> location.put("logicalLocations", List.of(object(o))));
    return location;
  }

  private static Map<String, Object> object(ReportedFinding.ReportedObject object) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fullyQualifiedName", object.name());
    json.put("kind", object.kind());
    return json;
  }

  private static String level(ReportedFinding.Level level) {
    return switch (level) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  private static Map<String, Object> message(String text) {
    return Map.of("text", text);
  }
}
