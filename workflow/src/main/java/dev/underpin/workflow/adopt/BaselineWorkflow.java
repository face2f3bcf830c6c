package dev.underpin.workflow.adopt;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.plan.MigrationWriter;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.plan.PlanFromNothing;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.plan.Refusals;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;

/**
 * Adopts a database as it is: records its schema as what later migrations begin with, and runs
 * nothing. The first migration of a folder is then one that creates that schema in an empty
 * database.
 */
public record BaselineWorkflow(Settings settings, Clock clock) {
  /**
   * What was recorded, and what was written.
   *
   * @param saved absent where the folder has migrations already, or nothing is to be created
   * @param problem why the schema cannot be created by a migration
   */
  public record Result(
      HistoryEntry entry, Optional<SavedMigration> saved, Optional<String> problem) {}

  /** Record the live schema. */
  public Result baseline(String name) {
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
      Catalog all = live.read(live.everything());
      Ownership owned = adopted(live);
      Catalog catalog = all.withSchema(owned.own(all.schema()));
      MigrationFolder folder = new MigrationFolder(settings.migrations());
      if (!folder.ids().isEmpty() || folder.lock().isPresent()) return recorded(live, id, catalog);
      Dialect dialect =
          new PlanWorkflow(settings, PlanChoices.NONE, clock)
              .fileDialect(live.database().engine(), Schema.EMPTY, catalog.schema());
      PlanResult plan = new PlanFromNothing(settings, dialect).plan(catalog, id);
      if (plan.isRefused()) {
        Result result = recorded(live, id, catalog);
        String problem = String.valueOf(Refusals.plan(plan).getMessage());
        return new Result(result.entry(), Optional.empty(), Optional.of(problem));
      }
      if (plan.isEmpty()) return recorded(live, id, catalog);
      MigrationWriter writer = new MigrationWriter(folder, dialect, plan, owned);
      Migration migration = writer.migration(id).asBaseline();
      SavedMigration saved = writer.write(migration);
      HistoryEntry entry =
          live.runner(clock)
              .baseline(id, catalog.schema(), Optional.of(migration), saved.checksum());
      writer.writeLock();
      return new Result(entry, Optional.of(saved), Optional.empty());
    }
  }

  /**
   * All that no other project has made; of that only what is declared, where only that is managed.
   */
  private Ownership adopted(LiveDatabase live) {
    Ownership owned = live.ownership();
    if (!owned.listed() || !Files.exists(settings.schema())) return owned.withUnlisted();
    DesiredSchema desired = DesiredSchema.of(settings, live.database().dialect(), live.namespace());
    return owned.owning(Ownership.parts(desired.declared().schema()));
  }

  private Result recorded(LiveDatabase live, String id, Catalog catalog) {
    HistoryEntry entry = live.runner(clock).baseline(id, catalog.schema(), Optional.empty(), "");
    return new Result(entry, Optional.empty(), Optional.empty());
  }
}
