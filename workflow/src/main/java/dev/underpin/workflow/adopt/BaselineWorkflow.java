package dev.underpin.workflow.adopt;

import dev.underpin.planner.migration.Migrations;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;

/**
 * Adopts a database as it is: records its schema as what later migrations begin with, and runs
 * nothing.
 */
public record BaselineWorkflow(Settings settings, Clock clock) {
  /** Record the live schema. */
  public HistoryEntry baseline(String name) {
    MigrationFolder.checkName(name);
    try (LiveDatabase live = LiveDatabase.toWrite(settings)) {
      MigrationStates history = live.history();
      if (history.last().isPresent()) {
        throw UnderpinException.refused(
            """
            This database already has a history: %s is the last migration. A baseline must be the \
            first. To see the history: underpin status"""
                .formatted(history.last().get().id()));
      }
      String id =
          Migrations.newId(
              clock, name, time -> history.items().stream().anyMatch(i -> i.id().startsWith(time)));
      return live.runner(clock).baseline(id, live.read(live.everything()).schema());
    }
  }
}
