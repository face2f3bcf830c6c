package dev.underpin.runner.history;

import dev.underpin.schema.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was estimated of a step before its migration began. Its lock and work are in the step.
 *
 * @param time how long it takes once it has its lock; absent where that is not known
 * @param rows how many rows its table had; -1 where that is not known
 */
public record Prediction(Optional<Duration> time, long rows) {
  /** Nothing was estimated. */
  public static final Prediction NONE = new Prediction(Optional.empty(), -1);

  /** As text for the history, by the numbers of the steps. */
  static String text(Map<Integer, Prediction> predictions) {
    Map<String, Object> json = new LinkedHashMap<>();
    predictions.forEach((number, one) -> json.put(number.toString(), one.json()));
    return Json.compact(json);
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    time.ifPresent(t -> json.put("ms", t.toMillis()));
    if (rows >= 0) json.put("rows", rows);
    return json;
  }

  static Map<Integer, Prediction> read(String text) {
    Map<Integer, Prediction> predictions = new LinkedHashMap<>();
    if (Json.read(text) instanceof Map<?, ?> json)
      json.forEach(
          (number, one) -> predictions.put(Integer.valueOf(String.valueOf(number)), of(one)));
    return predictions;
  }

  private static Prediction of(Object tree) {
    if (!(tree instanceof Map<?, ?> map)) return NONE;
    return new Prediction(
        map.get("ms") instanceof Number ms
            ? Optional.of(Duration.ofMillis(ms.longValue()))
            : Optional.empty(),
        map.get("rows") instanceof Number rows ? rows.longValue() : -1);
  }
}
