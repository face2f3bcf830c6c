package dev.underpin.cli.text;

import dev.underpin.planner.lint.LintFinding;
import dev.underpin.planner.lint.LintLevel;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.json.Json;
import dev.underpin.workflow.lint.LintResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code lint} has found, as JSON. */
public final class LintJson {
  private LintJson() {}

  /** The whole report. */
  public static String of(LintResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "1.0");
    json.put("errors", result.count(LintLevel.ERROR));
    json.put("warnings", result.count(LintLevel.WARNING));
    json.put("infos", result.count(LintLevel.INFO));
    json.put("findings", result.findings().stream().map(LintJson::finding).toList());
    return Json.pretty(json) + "\n";
  }

  private static Map<String, Object> finding(LintFinding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("code", finding.code().id());
    json.put("level", finding.level().word());
    json.put("message", finding.finding().text());
    json.put("arguments", finding.finding().arguments());
    json.put("remedy", finding.remedy());
    json.put("object", finding.object().map(ObjectRef::key));
    json.put("file", finding.place().map(Location::file));
    json.put("line", finding.place().map(Location::row));
    json.put("column", finding.place().map(Location::column));
    return json;
  }
}
