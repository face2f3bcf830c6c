package dev.underpin.workflow.report;

import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.step.Lock;
import dev.underpin.runner.history.Observation;
import dev.underpin.runner.history.Prediction;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was predicted and observed of a step, as plain data for JSON. */
public final class StepMeasuresJson {
  private StepMeasuresJson() {}

  /** The lock and the work are those of the plan; a step that a person wrote has none. */
  public static Map<String, Object> predicted(MigrationStep step, Prediction prediction) {
    Optional<String> lock = Optional.of(step.lock()).filter(words -> !words.isEmpty());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("lock", lock.map(Lock::name));
    json.put("work", lock.map(words -> Lock.work(words).words()));
    json.put("ms", prediction.time().map(Duration::toMillis));
    json.put("rows", Optional.of(prediction.rows()).filter(rows -> rows >= 0));
    return json;
  }

  /** What the server did not show is null. */
  public static Map<String, Object> observed(Observation seen) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("began_at", seen.began().toString());
    json.put("ended_at", seen.ended().toString());
    json.put("ms", seen.took().toMillis());
    json.put("waited_ms", seen.waited().toMillis());
    json.put("rows", seen.rows());
    json.put("lock", seen.seen().lock());
    json.put("rewritten", seen.seen().rewritten());
    return json;
  }
}
