package dev.underpin.spring;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.Drift;
import dev.underpin.workflow.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;

/**
 * Says whether there is drift, in no version's words of Spring Boot. An answer is kept for a time,
 * since the health of an application is asked often and a new answer reads the whole catalog.
 */
final class DatabaseHealth {
  /** An answer that could not be had is asked for again soon, but not by each caller. */
  private static final Duration AFTER_ERROR = Duration.ofSeconds(10);

  private static final String UP = "UP";
  private static final String UNKNOWN = "UNKNOWN";

  private final ObjectProvider<DatabaseState> state;
  private final UnderpinProperties.Health said;
  private final Clock clock;
  private @Nullable Answer kept;
  private Instant until = Instant.MIN;

  DatabaseHealth(ObjectProvider<DatabaseState> state, UnderpinProperties.Health said, Clock clock) {
    this.state = state;
    this.said = said;
    this.clock = clock;
  }

  /**
   * The health.
   *
   * @param status the code of a status of Spring Boot, such as {@code UP}
   */
  record Answer(String status, Map<String, Object> details) {}

  synchronized Answer answer() {
    Instant now = clock.instant();
    if (kept != null && now.isBefore(until)) return kept;
    Duration holds = said.cache();
    Answer answer;
    try {
      answer = read();
    } catch (UnderpinException | BeansException e) {
      // Whether the database answers at all is what the health of the DataSource says.
      answer = new Answer(UNKNOWN, Map.of("error", sentence(e)));
      if (holds.compareTo(AFTER_ERROR) > 0) holds = AFTER_ERROR;
    }
    kept = answer;
    until = now.plus(holds);
    return answer;
  }

  /** Where a bean cannot be made, Spring says more about beans than about the reason. */
  private static String sentence(RuntimeException e) {
    for (Throwable at = e; at != null; at = at.getCause())
      if (at instanceof UnderpinException known) return known.labelled();
    return String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
  }

  private Answer read() {
    DatabaseState database = state.getObject();
    Status status = database.status();
    Optional<Drift> drift = database.drift(status);
    List<String> pending = DatabaseState.pending(status);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("database", status.database());
    details.put("pending", pending);
    if (drift.isEmpty()) {
      details.put("drift", "Nothing is recorded for this database yet");
      return new Answer(UNKNOWN, details);
    }
    Drift found = drift.get();
    details.put("compared", found.compared());
    details.put("drift", DatabaseState.lines(found));
    return new Answer(found.isEmpty() ? UP : said.driftStatus(), details);
  }
}
