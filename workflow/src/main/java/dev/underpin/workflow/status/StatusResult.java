package dev.underpin.workflow.status;

import dev.underpin.runner.apply.PossibleCommands;
import dev.underpin.runner.history.Measures;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.TrashItem;
import dev.underpin.workflow.database.ContractGate;
import dev.underpin.workflow.database.MigrationStates;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a database stands: every migration, and what lies in the trash.
 *
 * @param underWay who works on the database at this moment, in words
 * @param pauseFile the file that pauses it; absent where there is none
 * @param others how many migrations other projects have on the database, by the project's name,
 *     which is empty for one that has none
 * @param possibleCommands what leads on from a migration that is partially applied
 * @param measures what was predicted and observed of the steps of the migration that was asked for
 * @param waiting the migrations whose CONTRACT steps may not run yet
 */
public record StatusResult(
    Engine engine,
    String database,
    MigrationStates history,
    List<TrashItem> trash,
    Optional<String> underWay,
    Optional<Path> pauseFile,
    SortedMap<String, Integer> others,
    Optional<PossibleCommands> possibleCommands,
    Measures measures,
    List<ContractGate.Waiting> waiting) {
  public StatusResult {
    trash = List.copyOf(trash);
    waiting = List.copyOf(waiting);
    others = new TreeMap<>(others);
  }

  /** True where nothing is pending, partially applied, edited or missing. */
  public boolean isClean() {
    return history.items().stream()
        .noneMatch(
            item ->
                switch (item.state()) {
                  case PENDING, UNREADABLE, PARTIAL, EDITED, MISSING -> true;
                  case APPLIED, BASELINE, SQUASHED, ROLLED_BACK -> false;
                });
  }

  /** How large the trash is in bytes, as far as it is known. */
  public long trashBytes() {
    return trash.stream().mapToLong(item -> Math.max(0, item.bytes())).sum();
  }
}
