package dev.underpin.cli.text;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.runner.history.Author;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.Measures;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.json.Json;
import dev.underpin.workflow.database.ContractGate;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.report.StepMeasuresJson;
import dev.underpin.workflow.status.StatusResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a database stands, as JSON. */
public final class StatusJson {
  private StatusJson() {}

  /** The whole report. */
  public static String of(StatusResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "1.0");
    json.put("database", result.database());
    json.put("engine", result.engine().id());
    json.put("engine_version", result.engine().version().toString());
    json.put("clean", result.isClean());
    json.put("under_way", result.underWay());
    json.put("paused_by", result.underWay().flatMap(who -> result.pauseFile()).map(Path::toString));
    json.put(
        "migrations",
        result.history().items().stream().map(item -> item(item, result.measures())).toList());
    json.put("contract_waits", result.waiting().stream().map(StatusJson::waiting).toList());
    json.put("other_projects", result.others());
    json.put("trash", result.trash().stream().map(StatusJson::trash).toList());
    return Json.pretty(json) + "\n";
  }

  private static Map<String, Object> item(MigrationStates.Item item, Measures measures) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", item.id());
    json.put("state", item.state().name().toLowerCase(Locale.ROOT));
    json.put(
        "code",
        item.state()
            .code()
            .or(() -> item.problem().flatMap(UnderpinException::code))
            .map(FindingCode::id));
    json.put("direct", item.direct());
    json.put("started_at", item.entry().map(e -> e.startedAt().toString()));
    json.put("finished_at", item.entry().flatMap(e -> e.finishedAt()).map(Object::toString));
    json.put("steps", item.entry().map(e -> e.migration().steps().size()));
    json.put("remaining", item.entry().map(e -> e.remaining()));
    json.put(
        "error",
        item.problem()
            .map(UnderpinException::labelled)
            .or(() -> item.entry().flatMap(e -> e.error())));
    json.put("applied_by", item.entry().flatMap(HistoryEntry::appliedBy).map(StatusJson::author));
    json.put(
        "rolled_back_by", item.entry().flatMap(HistoryEntry::rolledBackBy).map(StatusJson::author));
    if (!measures.equals(Measures.NONE))
      json.put(
          "measured_steps",
          item.entry()
              .map(e -> e.migration().steps().stream().map(s -> step(s, measures)).toList()));
    return json;
  }

  private static Map<String, Object> step(MigrationStep step, Measures measures) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", step.number());
    json.put("phase", step.phase().word());
    json.put("title", step.title());
    json.put("predicted", StepMeasuresJson.predicted(step, measures.prediction(step.number())));
    json.put("observed", measures.observation(step.number()).map(StepMeasuresJson::observed));
    return json;
  }

  private static Map<String, Object> waiting(ContractGate.Waiting waiting) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", waiting.id());
    json.put("until", waiting.until().map(Object::toString));
    return json;
  }

  private static Map<String, Object> author(Author author) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("user", author.user());
    json.put("host", author.host());
    json.put("message", author.message());
    json.put("backup", author.backup());
    return json;
  }

  private static Map<String, Object> trash(TrashItem item) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", item.table().toString());
    json.put("column", item.column());
    json.put("rows", Optional.of(item.rows()).filter(n -> n >= 0));
    json.put("bytes", Optional.of(item.bytes()).filter(n -> n >= 0));
    return json;
  }
}
