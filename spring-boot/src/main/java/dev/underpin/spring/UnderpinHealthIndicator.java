package dev.underpin.spring;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.Drift;
import dev.underpin.workflow.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.core.NestedExceptionUtils;

/**
 * Says whether there is drift. An answer is kept for a time, since the health of an application is
 * asked often and a new answer reads the whole catalog.
 */
final class UnderpinHealthIndicator implements HealthIndicator {
  /** An answer that could not be had is asked for again soon, but not by each caller. */
  private static final Duration AFTER_ERROR = Duration.ofSeconds(10);

  private final ObjectProvider<DatabaseState> state;
  private final UnderpinProperties.Health said;
  private final Clock clock;
  private @Nullable Health kept;
  private Instant until = Instant.MIN;

  UnderpinHealthIndicator(
      ObjectProvider<DatabaseState> state, UnderpinProperties.Health said, Clock clock) {
    this.state = state;
    this.said = said;
    this.clock = clock;
  }

  @Override
  public synchronized Health health() {
    Instant now = clock.instant();
    if (kept != null && now.isBefore(until)) return kept;
    Duration holds = said.cache();
    Health health;
    try {
      health = read();
    } catch (UnderpinException | BeansException e) {
      // Whether the database answers at all is what the health of the DataSource says.
      health = Health.unknown().withDetail("error", sentence(e)).build();
      if (holds.compareTo(AFTER_ERROR) > 0) holds = AFTER_ERROR;
    }
    kept = health;
    until = now.plus(holds);
    return health;
  }

  /** Where a bean cannot be made, Spring says more about beans than about the reason. */
  private static String sentence(RuntimeException e) {
    for (Throwable at = e; at != null; at = at.getCause())
      if (at instanceof UnderpinException known) return known.labelled();
    return String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
  }

  private Health read() {
    DatabaseState database = state.getObject();
    Status status = database.status();
    Optional<Drift> drift = database.drift(status);
    List<String> pending = DatabaseState.pending(status);
    Health.Builder health = drift.isEmpty() ? Health.unknown() : Health.up();
    health.withDetail("database", status.database()).withDetail("pending", pending);
    if (drift.isEmpty()) health.withDetail("drift", "Nothing is recorded for this database yet");
    drift.ifPresent(
        found -> {
          if (!found.isEmpty()) health.status(said.driftStatus());
          health
              .withDetail("compared", found.compared())
              .withDetail("drift", DatabaseState.lines(found));
        });
    return health.build();
  }
}
