package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.LiveDrift;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans a saved migration again, on a database that has had the migrations of others: what it needs
 * is no longer what the schema is.
 */
public record RebaseWorkflow(Settings settings, PlanChoices choices, Clock clock) {
  /**
   * What was done.
   *
   * @param plan the new plan; absent where nothing had to be planned
   * @param replaced the migrations that were planned again, as one; none where they fit as they are
   * @param saved the new migration; absent where the plan is refused or nothing is left to do
   * @param lockWritten true where nothing was pending, and the lock did not say what is live
   */
  public record Result(
      Optional<PlanResult> plan,
      List<String> replaced,
      Optional<SavedMigration> saved,
      boolean lockWritten) {
    private static final Result AS_IT_IS =
        new Result(Optional.empty(), List.of(), Optional.empty(), false);

    public Result {
      replaced = List.copyOf(replaced);
    }
  }

  /**
   * Plan again.
   *
   * @param id the migration; absent for the first one that is pending
   */
  public Result rebase(Optional<String> id) {
    try (LiveDatabase live = LiveDatabase.toPlan(settings)) {
      MigrationFolder folder = new MigrationFolder(settings.migrations());
      MigrationStates history = live.history();
      history.requireUntouched(folder);
      history.requireReadable();
      PlanWorkflow.refuseHalfDone(history);
      List<String> pending = history.pending();
      id.ifPresent(one -> requirePending(one, pending));
      Catalog catalog = live.readWithAccess(live.everything());
      LiveSchema schema = schema(live, catalog);
      refuseDrift(live, schema);
      if (pending.isEmpty()) return lockWritten(live, folder, catalog);
      if (schema.is(folder.read(pending.get(0)).migration().from())) return Result.AS_IT_IS;
      requirePlanned(pending, folder);
      return again(live, folder, pending);
    }
  }

  private static void requirePending(String id, List<String> pending) {
    if (!pending.contains(id)) {
      throw UnderpinException.refused(
          "%s is not pending on this database: only a migration that it has not had can be planned again."
              .formatted(id));
    }
    if (pending.get(0).equals(id)) return;
    throw UnderpinException.refused(
        "%s is pending too, and comes before %s. Run it first:  underpin apply"
            .formatted(pending.get(0), id));
  }

  private static LiveSchema schema(LiveDatabase live, Catalog catalog) {
    return LiveSchema.of(live.database(), catalog);
  }

  private static void refuseDrift(LiveDatabase live, LiveSchema schema) {
    Set<Kind> kinds = EnumSet.allOf(Kind.class);
    if (new LiveDrift(live).expected(schema, live.everything(), kinds).isEmpty()) return;
    throw UnderpinException.refused(
        FindingCode.SCHEMA_DIFFERS,
        """
        The live schema is not what the last migration left; nothing was changed.
        What differs:  underpin drift
        To undo it:  underpin drift --save NAME
        To keep it:  underpin drift --accept""");
  }

  /** What a person has written into a file is not planned again. */
  private static void requirePlanned(List<String> pending, MigrationFolder folder) {
    for (String id : pending) {
      SavedMigration saved = folder.read(id);
      if (saved.migration().mayBeInPlace())
        throw UnderpinException.refused(
            "%s was not planned from the YAML. Delete its folder, and save it again."
                .formatted(id));
      if (saved.isByHand())
        throw UnderpinException.refused(
            "%s was written by hand, so it cannot be planned again. Change it to fit the schema as it is now, then: underpin test %s --save"
                .formatted(id, id));
      if (!saved.edits().isEmpty())
        throw UnderpinException.refused(
            FindingCode.MIGRATION_EDITED,
            "%s was edited after it was saved (%s), and the edit would be lost. Delete its folder, save it again, and edit that."
                .formatted(id, saved.edits().get(0).sentence()));
    }
  }

  /** All that is pending is planned as one: the YAML says what all of it leads to. */
  private Result again(LiveDatabase live, MigrationFolder folder, List<String> pending) {
    String first = pending.get(0);
    String last = folder.ids().get(folder.ids().size() - 1);
    String id =
        first.equals(last)
            ? first
            : Migrations.newId(clock, first.substring(first.indexOf('_') + 1), folder::hasTime);
    DesiredSchema desired = DesiredSchema.of(settings, live.database().dialect(), live.namespace());
    Catalog catalog = live.readWithAccess(live.scope(desired));
    Dialect dialect = dialect(live, catalog.schema(), desired.declared().schema());
    PlanResult plan =
        new PlanMaker(
                dialect,
                Optional.of(live),
                settings,
                choices,
                HistoryReader.seededRows(live.database()))
            .plan(catalog, desired, Tokens.of(id), true, List.of());
    if (plan.isRefused()) return new Result(Optional.of(plan), List.of(), Optional.empty(), false);
    MigrationWriter writer =
        new MigrationWriter(
            folder,
            dialect,
            plan,
            PlanWorkflow.locked(live.ownership(), desired, Optional.empty()));
    Optional<SavedMigration> saved =
        plan.isEmpty() ? Optional.empty() : Optional.of(writer.write(writer.migration(id)));
    for (String old : pending) if (!old.equals(id) || plan.isEmpty()) folder.delete(old);
    writer.writeLock();
    return new Result(Optional.of(plan), pending, saved, false);
  }

  /** Nothing is pending: what is live is what the migrations lead to. */
  private Result lockWritten(LiveDatabase live, MigrationFolder folder, Catalog catalog) {
    Optional<LockFile> lock = folder.lock();
    if (lock.isEmpty()) return Result.AS_IT_IS;
    Dialect dialect = dialect(live, catalog.schema(), Schema.EMPTY);
    Schema now =
        dialect.normalize(MigrationWriter.locked(folder, live.ownership(), catalog.schema()));
    boolean agrees =
        lock.get().problem().isEmpty()
            && new LockFit(settings, List.of()).isMet(lock.get().schema(), dialect, now);
    if (agrees) return Result.AS_IT_IS;
    folder.write(new LockFile(dialect.engine(), catalog.defaultNamespace(), now));
    return new Result(Optional.empty(), List.of(), Optional.empty(), true);
  }

  private Dialect dialect(LiveDatabase live, Schema from, Schema to) {
    return new PlanWorkflow(settings, choices, clock)
        .fileDialect(live.database().engine(), from, to);
  }
}
