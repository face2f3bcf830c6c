package dev.underpin.spring;

import dev.underpin.workflow.Drift;
import dev.underpin.workflow.Status;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The history of the database, what is pending, and drift. Each call reads them. */
@Endpoint(id = "underpin")
class UnderpinEndpoint {
  private final ObjectProvider<DatabaseState> state;

  UnderpinEndpoint(ObjectProvider<DatabaseState> state) {
    this.state = state;
  }

  /**
   * What the endpoint says.
   *
   * @param underWay who works on the database at this moment; null where nobody does
   * @param drift null where nothing was run yet, so that there is nothing to compare with
   */
  record Answer(
      String database,
      List<Entry> migrations,
      List<String> pending,
      @Nullable String underWay,
      @Nullable Found drift) {}

  /**
   * A migration.
   *
   * @param problem why it cannot be run; null where it can, or has been
   */
  record Entry(String id, Status.State state, @Nullable String problem) {}

  /** Drift: what the database was compared with, and what differs. */
  record Found(String compared, boolean exists, List<String> differences, List<String> notes) {
    static Found of(Drift drift) {
      return new Found(
          drift.compared(), !drift.isEmpty(), DatabaseState.lines(drift), drift.notes());
    }
  }

  @ReadOperation
  Answer read() {
    DatabaseState database = state.getObject();
    Status status = database.status();
    Optional<Drift> drift = database.drift(status);
    return new Answer(
        status.database(),
        status.migrations().stream()
            .map(m -> new Entry(m.id(), m.state(), m.problem().orElse(null)))
            .toList(),
        DatabaseState.pending(status),
        status.underWay().orElse(null),
        drift.map(Found::of).orElse(null));
  }
}
