package dev.underpin.workflow.status;

import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.apply.PossibleCommands;
import dev.underpin.runner.history.ProjectReader;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.settings.Settings;
import java.util.List;
import java.util.Optional;

/** Shows which migrations are applied, pending or partially applied. */
public record StatusWorkflow(Settings settings) {
  /** The status of every migration. */
  public StatusResult status() {
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
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
          ProjectReader.others(live.database()),
          ways);
    }
  }

  /** The status of one migration. */
  public StatusResult status(String id) {
    StatusResult all = status();
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
    Optional<dev.underpin.runner.history.HistoryEntry> last = found.get(found.size() - 1).entry();
    return new StatusResult(
        all.engine(),
        all.database(),
        new MigrationStates(found, last),
        all.trash(),
        all.underWay(),
        all.others(),
        all.possibleCommands());
  }
}
