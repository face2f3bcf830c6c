package dev.underpin.runner.history;

import dev.underpin.runner.session.StepView;
import dev.underpin.schema.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of a step that has run. A rollback leaves it as it is.
 *
 * @param began when the run that ended the step began with it
 * @param ended when its work was done
 * @param took from one to the other, the waits for locks among it
 * @param waited how long it waited for locks: all tries that were given up, and the time between
 * @param rows how many rows its batches or statements changed
 * @param seen what the server showed of it
 */
public record Observation(
    Instant began, Instant ended, Duration took, Duration waited, long rows, StepView.Seen seen) {
  String text() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("began_at", began.toString());
    json.put("ended_at", ended.toString());
    json.put("took_ms", took.toMillis());
    json.put("waited_ms", waited.toMillis());
    json.put("rows", rows);
    seen.lock().ifPresent(lock -> json.put("lock", lock));
    seen.rewritten().ifPresent(rewritten -> json.put("rewritten", rewritten));
    return Json.compact(json);
  }

  static Optional<Observation> read(String text) {
    if (!(Json.read(text) instanceof Map<?, ?> map)) return Optional.empty();
    return Optional.of(
        new Observation(
            Instant.parse(String.valueOf(map.get("began_at"))),
            Instant.parse(String.valueOf(map.get("ended_at"))),
            Duration.ofMillis(number(map.get("took_ms"))),
            Duration.ofMillis(number(map.get("waited_ms"))),
            number(map.get("rows")),
            new StepView.Seen(
                map.get("lock") instanceof String lock ? Optional.of(lock) : Optional.empty(),
                map.get("rewritten") instanceof Boolean rewritten
                    ? Optional.of(rewritten)
                    : Optional.empty())));
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
