package dev.underpin.spring;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.Drift;
import dev.underpin.workflow.RunResult;
import dev.underpin.workflow.Status;
import dev.underpin.workflow.Underpin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;

/** What the application does with its database before its beans use it. */
final class Start implements InitializingBean {
  private static final Logger LOG = LoggerFactory.getLogger("dev.underpin");

  private final UnderpinProperties said;
  private final ObjectProvider<Underpin> underpin;
  private final ObjectProvider<DatabaseState> state;

  Start(
      UnderpinProperties said,
      ObjectProvider<Underpin> underpin,
      ObjectProvider<DatabaseState> state) {
    this.said = said;
    this.underpin = underpin;
    this.state = state;
  }

  @Override
  public void afterPropertiesSet() {
    switch (said.mode()) {
      case APPLY -> apply();
      case VALIDATE -> validate();
      case NONE -> LOG.debug("underpin.mode is none: nothing runs at the start");
    }
  }

  private void apply() {
    RunResult run = underpin.getObject().apply(said.phase());
    if (run.isEmpty()) LOG.info("No migration is pending");
    for (RunResult.Migration migration : run.migrations()) {
      switch (migration.state()) {
        case APPLIED -> LOG.info("Applied {}", migration.id());
        case PARTIAL ->
            LOG.info(
                "Partially applied {}: steps {} are of a later phase than underpin.phase",
                migration.id(),
                migration.remaining());
        case ROLLED_BACK -> LOG.info("Rolled back {}", migration.id());
      }
    }
  }

  private void validate() {
    DatabaseState database = state.getObject();
    Status status = database.status();
    List<String> found = new ArrayList<>();
    status.migrations().forEach(migration -> sentence(migration).ifPresent(found::add));
    Optional<Drift> drift = database.drift(status).filter(d -> !d.isEmpty());
    drift.ifPresent(d -> found.add(DatabaseState.sentence(d)));
    if (!found.isEmpty())
      throw UnderpinException.refused(
          "The database %s is not as the application needs it:\n%s\nNothing was changed, since underpin.mode is validate."
              .formatted(status.database(), String.join("\n", found)));
    LOG.info("No migration is pending, and there is no drift");
  }

  private static Optional<String> sentence(Status.Migration migration) {
    String id = migration.id();
    return switch (migration.state()) {
      case PENDING -> Optional.of(id + " is pending. To run it: underpin apply");
      case PARTIAL -> Optional.of(id + " is partially applied. To see what to do: underpin status");
      case EDITED -> Optional.of(id + " was edited after it was applied");
      case MISSING -> Optional.of(id + " is applied, and its files are missing");
      case UNREADABLE ->
          Optional.of(id + " cannot be read: " + migration.problem().orElse("no reason is known"));
      case APPLIED, BASELINE, SQUASHED, ROLLED_BACK -> Optional.empty();
    };
  }
}
