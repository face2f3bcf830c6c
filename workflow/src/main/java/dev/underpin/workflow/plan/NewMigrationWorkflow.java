package dev.underpin.workflow.plan;

import dev.underpin.planner.migration.HandWritten;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Begins a migration that a person writes. Needs no database. */
public record NewMigrationWorkflow(Settings settings, Clock clock) {
  /**
   * Write its folder.
   *
   * @param engineId the engine, where there is no lock yet
   * @return the folder
   */
  public Path begin(String name, Optional<String> engineId) {
    MigrationFolder.checkName(name);
    LockFile lock = new PlanWorkflow(settings, PlanChoices.NONE, clock).lock(engineId);
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    String id = Migrations.newId(clock, name, folder::hasTime);
    return folder.write(new HandWritten(id, name, lock.engine(), lock.namespace()));
  }
}
