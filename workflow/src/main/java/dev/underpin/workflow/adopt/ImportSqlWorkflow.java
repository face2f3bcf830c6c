package dev.underpin.workflow.adopt;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.plan.MigrationWriter;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.plan.PlanFromNothing;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.plan.Refusals;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Starts from files of SQL: writes the YAML of the schema that they make, and the migration that
 * creates it. No database is changed; one that has the schema records the migration at the next
 * {@code apply}.
 */
public record ImportSqlWorkflow(Settings settings, Path directory, Clock clock) {
  /**
   * What was written.
   *
   * @param written the files that did not exist before
   */
  public record Result(List<Path> written, SavedMigration saved, List<Note> notes) {
    public Result {
      written = List.copyOf(written);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Write the files.
   *
   * @param jsonSchema what is written beside a new schema
   */
  public Result adopt(SqlSchema sql, String jsonSchema) {
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    if (!folder.ids().isEmpty() || folder.lock().isPresent())
      throw UnderpinException.refused(
          "%s has migrations already, and the schema of a file of SQL can only be the first one. Nothing was changed. To see the file as YAML: underpin inspect FILE.sql"
              .formatted(folder.path()));
    SqlSchema.Read read = sql.loaded();
    // Owners and grants are those of the scratch database.
    Catalog catalog = read.catalog().withSchema(read.catalog().schema().withAccess(Map.of()));
    InspectWorkflow.Result inspected =
        InspectWorkflow.written(catalog, read.isWhole(), "schema.yaml");
    Dialect dialect =
        new PlanWorkflow(settings, PlanChoices.NONE, clock)
            .fileDialect(catalog.engine(), Schema.EMPTY, catalog.schema());
    String id = Migrations.newId(clock, "baseline", folder::hasTime);
    PlanResult plan = new PlanFromNothing(settings, dialect).plan(catalog, id);
    if (plan.isRefused()) throw Refusals.plan(plan);
    if (plan.isEmpty())
      throw UnderpinException.refused(
          "The SQL creates nothing that a schema has. Nothing was changed.");
    List<Path> written =
        new InitWorkflow(settings, directory).initMissing(inspected.text(), jsonSchema, List.of());
    MigrationWriter writer = new MigrationWriter(folder, dialect, plan, Ownership.EVERYTHING);
    SavedMigration saved = writer.write(writer.migration(id).asBaseline());
    writer.writeLock();
    return new Result(written, saved, inspected.notes());
  }
}
