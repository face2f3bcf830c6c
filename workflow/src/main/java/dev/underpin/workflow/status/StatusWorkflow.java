package dev.underpin.workflow.status;

import dev.underpin.planner.migration.Migration;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.apply.PossibleCommands;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.Measures;
import dev.underpin.runner.history.ProjectReader;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.database.ContractGate;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Shows which migrations are applied, pending or partially applied. */
public record StatusWorkflow(Settings settings, Clock clock) {
  /** The status of every migration. */
  public StatusResult status() {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      return status(live);
    }
  }

  private StatusResult status(LiveDatabase live) {
    MigrationStates history = live.history();
    Catalog catalog = live.read(live.everything());
    Optional<PossibleCommands> ways =
        history
            .halfDone()
            .map(
                entry ->
                    PossibleCommands.of(
                        live.database(),
                        entry,
                        LiveSchema.read(live.database(), live.scope(entry))));
    return new StatusResult(
        catalog.engine(),
        catalog.database(),
        history,
        catalog.trash(),
        live.underWay(),
        settings.limits().pauseFile().filter(Files::exists),
        ProjectReader.others(live.database()),
        ways,
        Measures.NONE,
        waiting(history, live));
  }

  /** A pending migration waits too: its other steps come first. */
  private List<ContractGate.Waiting> waiting(MigrationStates history, LiveDatabase live) {
    ContractGate gate = new ContractGate(settings.guards().contractAfter());
    if (gate.after().isEmpty()) return List.of();
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    List<ContractGate.Waiting> waiting = new ArrayList<>();
    for (MigrationStates.Item item : history.items()) {
      boolean isPending = item.state() == MigrationStates.State.PENDING;
      if (!isPending && item.state() != MigrationStates.State.PARTIAL) continue;
      Optional<HistoryEntry> entry = item.entry().filter(e -> !isPending);
      Migration migration =
          entry
              .map(HistoryEntry::migration)
              .orElseGet(() -> folder.read(item.id(), live.database().engine()).migration());
      gate.waiting(
              item.id(),
              migration.steps(),
              entry.map(HistoryEntry::executed).orElse(Set.of()),
              entry.map(HistoryEntry::times).orElse(Map.of()),
              clock.instant())
          .ifPresent(waiting::add);
    }
    return waiting;
  }

  /** What was predicted and observed of the steps of each migration that has run, by its id. */
  public Map<String, Measures> measures(StatusResult result) {
    Map<String, Measures> measures = new TreeMap<>();
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      for (MigrationStates.Item item : result.history().items())
        if (item.entry().isPresent())
          measures.put(item.id(), HistoryReader.measures(live.database(), item.id()));
    }
    return measures;
  }

  /** The status of one migration. */
  public StatusResult status(String id) {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      return status(id, status(live), live);
    }
  }

  private StatusResult status(String id, StatusResult all, LiveDatabase live) {
    List<MigrationStates.Item> found =
        all.history().items().stream()
            .filter(i -> i.id().equals(id) || i.id().endsWith("_" + id))
            .toList();
    if (found.isEmpty()) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          "There is no migration %s, neither in %s nor in the database."
              .formatted(id, settings.migrations()));
    }
    Optional<HistoryEntry> last = found.get(found.size() - 1).entry();
    return new StatusResult(
        all.engine(),
        all.database(),
        new MigrationStates(found, last),
        all.trash(),
        all.underWay(),
        all.pauseFile(),
        all.others(),
        all.possibleCommands(),
        last.map(entry -> HistoryReader.measures(live.database(), entry.id()))
            .orElse(Measures.NONE),
        all.waiting());
  }
}
