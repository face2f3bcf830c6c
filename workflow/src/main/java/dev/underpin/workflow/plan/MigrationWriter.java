package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.step.Allow;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;

/** Writes a plan as a migration of a folder, and the lock after it. */
public record MigrationWriter(MigrationFolder folder, Dialect dialect, PlanResult plan) {
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

  /** The schema after the plan is the one after all migrations. */
  public void writeLock() {
    folder.write(
        new LockFile(dialect.engine(), plan.catalog().defaultNamespace(), plan.plan().to()));
  }
}
