package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.Plan;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import java.util.Set;

/**
 * Writes a plan as a migration of a folder, and the lock after it.
 *
 * @param owned what of the schema before the plan belongs to the project
 */
public record MigrationWriter(
    MigrationFolder folder, Dialect dialect, PlanResult plan, Ownership owned) {
  /** The migration that runs the plan. */
  public Migration migration(String id) {
    return Migrations.of(
        plan.plan(), id, dialect, plan.catalog().defaultNamespace(), plan.allowed());
  }

  /** The same where a database that is at its end already has nothing to do in it. */
  public Migration forDrift(String id) {
    return migration(id).allowing(Allow.DRIFT.word());
  }

  /** Write a migration's files. */
  public SavedMigration write(Migration migration) {
    return folder.write(migration, plan.rehearsal());
  }

  /**
   * What the project has after the plan is what it has after all migrations. What another project
   * has taken over since stays as the migrations of this one have left it.
   */
  public void writeLock() {
    Plan made = plan.plan();
    Set<SchemaPart> changed =
        made.promise().leaves().changed(made.promise().needs()).marks().keySet();
    folder.write(
        new LockFile(
            dialect.engine(),
            plan.catalog().defaultNamespace(),
            locked(folder, owned.owning(changed), made.to())));
  }

  /** What the lock has of a schema, with what is no longer the project's. */
  static Schema locked(MigrationFolder folder, Ownership owned, Schema schema) {
    if (owned.isEverything()) return schema;
    Schema before = folder.lock().map(LockFile::schema).orElse(Schema.EMPTY);
    return owned.within(schema, owned.ofOthers(before)).withNamespaces(schema.namespaces());
  }
}
