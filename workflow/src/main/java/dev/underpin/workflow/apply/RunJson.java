package dev.underpin.workflow.apply;

import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.workflow.report.StepMeasuresJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run as plain data for JSON. Keys are only ever added within a version. */
public final class RunJson {
  private RunJson() {}

  /** The whole run with what the history says of its migrations. */
  public static Map<String, Object> of(RunRecord run, List<HistoryEntry> entries) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("command", run.command());
    json.put("database", run.database());
    json.put("engine", run.engine().id());
    json.put("engine_version", run.engine().version().toString());
    json.put("began_at", run.began().toString());
    json.put("ended_at", run.ended().toString());
    json.put("log_position_before", run.start());
    json.put("log_position_after", run.end());
    json.put("backup", run.backup());
    json.put("migrations", entries.stream().map(RunJson::migration).toList());
    json.put("steps", run.steps().stream().map(RunJson::step).toList());
    json.put("notes", run.notes());
    return json;
  }

  private static Map<String, Object> migration(HistoryEntry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", entry.id());
    json.put("state", entry.state().name().toLowerCase(Locale.ROOT));
    json.put("remaining", entry.remaining());
    json.put("approvals", entry.migration().allowed().stream().sorted().toList());
    return json;
  }

  private static Map<String, Object> step(RunRecord.Step step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("migration", step.migration());
    json.put("number", step.step().number());
    json.put("phase", step.step().phase().word());
    json.put("title", step.step().title());
    json.put("outcome", step.outcome().name().toLowerCase(Locale.ROOT));
    json.put("predicted_ms", step.predicted().time().map(Duration::toMillis));
    json.put("took_ms", step.took().map(Duration::toMillis));
    json.put(
        "rows", step.rows().isPresent() ? Optional.of(step.rows().getAsLong()) : Optional.empty());
    json.put("predicted", StepMeasuresJson.predicted(step.step(), step.predicted()));
    json.put("observed", step.observed().map(StepMeasuresJson::observed));
    return json;
  }
}
