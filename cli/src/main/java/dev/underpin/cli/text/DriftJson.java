package dev.underpin.cli.text;

import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.json.Json;
import dev.underpin.workflow.report.ChangeLine;
import dev.underpin.workflow.report.DisplayNames;
import dev.underpin.workflow.status.DriftReport;
import dev.underpin.workflow.status.DriftResult;
import dev.underpin.workflow.status.EnvironmentDrift;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What differs, as JSON. */
public final class DriftJson {
  private DriftJson() {}

  /** A comparison of two schemas. */
  public static String of(DriftResult result) {
    return Json.pretty(json(result, d -> difference(d, result.names()))) + "\n";
  }

  /** All environments, each with the command to run next. */
  public static String of(Map<EnvironmentDrift, String> next) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "1.0");
    List<Object> environments = new ArrayList<>();
    next.forEach((one, command) -> environments.add(environment(one, command)));
    json.put("environments", environments);
    return Json.pretty(json) + "\n";
  }

  private static Map<String, Object> environment(EnvironmentDrift one, String command) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("environment", one.environment());
    json.put("state", one.state().words());
    json.put("next", command);
    json.put("problem", one.reason());
    json.put(
        "drift",
        one.result().flatMap(result -> one.settings().map(s -> drift(DriftReport.of(result, s)))));
    return json;
  }

  /** Drift, with the code of a finding and the line of the YAML. */
  public static String of(DriftReport report) {
    return Json.pretty(drift(report)) + "\n";
  }

  private static Map<String, Object> drift(DriftReport report) {
    DriftResult result = report.result();
    Map<String, Object> json = json(result, d -> found(d, report));
    json.put("pending", result.pending());
    return json;
  }

  private static Map<String, Object> found(ChangeLine d, DriftReport report) {
    Map<String, Object> json = difference(d, report.result().names());
    json.put("code", FindingCode.SCHEMA_DIFFERS.id());
    json.put("declared_at", report.place(d).map(Object::toString));
    return json;
  }

  private static Map<String, Object> json(
      DriftResult result, Function<ChangeLine, Map<String, Object>> difference) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "1.0");
    json.put("database", result.database());
    json.put("engine", result.engine().id());
    json.put("engine_version", result.engine().version().toString());
    json.put("compared_with", result.compared());
    json.put("drifted", !result.differences().isEmpty() || !result.lost().isEmpty());
    json.put("partially_applied", result.partial().map(DriftResult.Partial::id));
    json.put("remaining", result.partial().map(DriftResult.Partial::remaining));
    json.put("under_way", result.partial().flatMap(DriftResult.Partial::underWay));
    json.put("differences", result.differences().stream().map(difference).toList());
    json.put("lost", result.lost().stream().map(Object::toString).toList());
    json.put("notes", result.notes().stream().map(Object::toString).toList());
    return json;
  }

  static Map<String, Object> difference(ChangeLine d, DisplayNames names) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("action", d.sign().name().toLowerCase(java.util.Locale.ROOT));
    json.put("kind", d.kind());
    json.put("object", names.of(d.group()) + (d.name().isEmpty() ? "" : "." + d.name()));
    json.put("before", d.before());
    json.put("after", d.after());
    json.put("text", d.line());
    return json;
  }
}
