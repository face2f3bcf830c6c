package dev.underpin.cli.text;

import dev.underpin.schema.json.Json;
import dev.underpin.workflow.report.ChangeLine;
import dev.underpin.workflow.report.DisplayNames;
import dev.underpin.workflow.status.DriftResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** What differs, as JSON. */
public final class DriftJson {
  private DriftJson() {}

  /** The whole report. */
  public static String of(DriftResult result) {
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
    json.put(
        "differences",
        result.differences().stream().map(d -> difference(d, result.names())).toList());
    json.put("lost", result.lost().stream().map(Object::toString).toList());
    json.put("notes", result.notes().stream().map(Object::toString).toList());
    return Json.pretty(json) + "\n";
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
