package dev.underpin.cli.text;

import dev.underpin.runner.session.Diagnosis;
import dev.underpin.schema.json.Json;
import dev.underpin.workflow.doctor.DoctorResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was looked at, as JSON. */
public final class DoctorJson {
  private DoctorJson() {}

  /** The whole report. */
  public static String of(DoctorResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "1.0");
    json.put("database", result.database());
    json.put("engine", result.engine().id());
    json.put("engine_version", result.engine().version().toString());
    json.put("problems", result.problems().size());
    json.put("checks", result.found().stream().map(DoctorJson::check).toList());
    return Json.pretty(json) + "\n";
  }

  private static Map<String, Object> check(Diagnosis found) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("area", found.area());
    json.put("state", DoctorText.word(found.state()));
    json.put("text", found.text());
    json.put("remedy", found.remedy());
    return json;
  }
}
