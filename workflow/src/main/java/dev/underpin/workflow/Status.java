package dev.underpin.workflow;

import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.status.StatusResult;
import java.util.List;
import java.util.Optional;

/**
 * Which migrations a database has had.
 *
 * @param database the database's name
 * @param migrations those of the folder and of the history, the oldest first
 * @param underWay who works on the database at this moment, in words
 */
public record Status(String database, List<Migration> migrations, Optional<String> underWay) {
  public Status {
    migrations = List.copyOf(migrations);
  }

  /**
   * One migration.
   *
   * @param problem why it cannot be run; empty where it can, or has been
   */
  public record Migration(String id, State state, Optional<String> problem) {}

  /** How far a migration has come, and whether its files are what was run. */
  public enum State {
    APPLIED,
    /** Adopted as it was found; nothing was run. */
    BASELINE,
    /** It is in the place of others, all of which the database has had. */
    SQUASHED,
    /** Some of its steps remain. */
    PARTIAL,
    PENDING,
    /** It is pending, and its files cannot be read or are for another engine. */
    UNREADABLE,
    /** It is applied, and its files run something else than what was run. */
    EDITED,
    /** It is applied, and its files are missing. */
    MISSING,
    ROLLED_BACK
  }

  static Status of(StatusResult result) {
    return new Status(
        result.database(),
        result.history().items().stream().map(Status::migration).toList(),
        result.underWay());
  }

  private static Migration migration(MigrationStates.Item item) {
    State state =
        switch (item.state()) {
          case APPLIED -> State.APPLIED;
          case BASELINE -> State.BASELINE;
          case SQUASHED -> State.SQUASHED;
          case PARTIAL -> State.PARTIAL;
          case PENDING -> State.PENDING;
          case UNREADABLE -> State.UNREADABLE;
          case EDITED -> State.EDITED;
          case MISSING -> State.MISSING;
          case ROLLED_BACK -> State.ROLLED_BACK;
        };
    return new Migration(item.id(), state, item.problem().map(Throwable::getMessage));
  }

  /** The ids of those that are in a state. */
  public List<String> in(State state) {
    return migrations.stream().filter(m -> m.state() == state).map(Migration::id).toList();
  }

  /** True where nothing is pending, partially applied, edited or missing. */
  public boolean isClean() {
    return migrations.stream()
        .noneMatch(
            migration ->
                switch (migration.state()) {
                  case PENDING, UNREADABLE, PARTIAL, EDITED, MISSING -> true;
                  case APPLIED, BASELINE, SQUASHED, ROLLED_BACK -> false;
                });
  }
}
