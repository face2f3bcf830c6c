package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.DialectProvider;
import dev.underpin.dialect.Dialects;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.planner.step.Allow;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.message.RunMessages;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.database.AsWritten;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.LockCanonicalizer;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Plans, and writes plans to files. Leaves nothing behind in the database. */
public record PlanWorkflow(Settings settings, PlanChoices choices, Clock clock) {
  /** The token of a plan that is only shown. */
  private static final String PREVIEW = "00000000";

  /** What {@code plan --save} wrote. */
  public record Saved(PlanResult plan, Optional<SavedMigration> migration) {}

  /**
   * The way from the live schema (or from the end of a migration that is partially applied) to the
   * YAML.
   */
  public PlanResult plan() {
    try (LiveDatabase live = LiveDatabase.toPlan(settings)) {
      return plan(
          live, DesiredSchema.of(settings, live.database().dialect(), live.namespace()), PREVIEW);
    }
  }

  /**
   * The way from the lock to the YAML, with no database at all.
   *
   * @param engineId the engine, where there is no lock yet
   */
  public PlanResult planOffline(Optional<String> engineId) {
    LockFile lock = lock(engineId);
    DesiredSchema desired = desired(lock);
    return offline(
        lock,
        desired,
        fileDialect(lock.engine(), lock.schema(), desired.declared().schema()),
        PREVIEW);
  }

  /**
   * Plan from the lock, check that the database fits it, and write the migration's folder and the
   * new lock.
   */
  public Saved save(String name) {
    return save(name, false, Optional.empty());
  }

  /** The same, with no database at all. */
  public Saved saveOffline(String name, Optional<String> engineId) {
    return save(name, true, engineId);
  }

  private Saved save(String name, boolean offline, Optional<String> engineId) {
    MigrationFolder.checkName(name);
    MigrationFolder folder = folder();
    String id = Migrations.newId(clock, name, folder::hasTime);
    ToSave found = offline ? offlineToSave(engineId, Tokens.of(id)) : toSave(Tokens.of(id));
    PlanResult result = found.result();
    if (result.isEmpty() || result.isRefused()) return new Saved(result, Optional.empty());
    MigrationWriter writer = new MigrationWriter(folder, found.dialect(), result, found.owned());
    SavedMigration saved = writer.write(writer.migration(id));
    writer.writeLock();
    return new Saved(result, Optional.of(saved));
  }

  /** What {@link #save(String)} would save; nothing is written. */
  public PlanResult toSave() {
    return toSave(PREVIEW).result();
  }

  /**
   * A plan with what is needed to write it.
   *
   * @param dialect the one that it is made for
   * @param owned what of the schema belongs to the project
   */
  private record ToSave(PlanResult result, Dialect dialect, Ownership owned) {}

  private ToSave offlineToSave(Optional<String> engineId, String token) {
    LockFile lock = lock(engineId);
    DesiredSchema desired = desired(lock);
    Dialect dialect = fileDialect(lock.engine(), lock.schema(), desired.declared().schema());
    return new ToSave(offline(lock, desired, dialect, token), dialect, Ownership.EVERYTHING);
  }

  private ToSave toSave(String token) {
    try (LiveDatabase live = LiveDatabase.toPlan(settings)) {
      DesiredSchema desired =
          DesiredSchema.of(settings, live.database().dialect(), live.namespace());
      Catalog catalog = live.readWithAccess(live.scope(desired));
      Dialect dialect =
          fileDialect(live.database().engine(), catalog.schema(), desired.declared().schema());
      return new ToSave(
          planToSave(live, catalog, desired, dialect, token),
          dialect,
          locked(live.ownership(), desired, folder().lock()));
    }
  }

  /** What the lock has of a schema: what belongs to the project, is declared, or was in it. */
  public static Ownership locked(Ownership owned, DesiredSchema desired, Optional<LockFile> lock) {
    return owned.listed()
        ? withLock(owned, lock).owning(Ownership.parts(desired.declared().schema()))
        : owned;
  }

  private static Ownership withLock(Ownership owned, Optional<LockFile> lock) {
    return owned.listed()
        ? owned.owning(lock.map(l -> Ownership.parts(l.schema())).orElse(Set.of()))
        : owned;
  }

  /** Plan on an open connection. */
  public PlanResult plan(LiveDatabase live, DesiredSchema desired, String token) {
    Catalog catalog = live.readWithAccess(live.scope(desired));
    MigrationStates history = live.history();
    Dialect dialect =
        fileDialect(live.database().engine(), catalog.schema(), desired.declared().schema());
    PlanMaker planning =
        new PlanMaker(
            dialect,
            Optional.of(live),
            settings,
            choices,
            HistoryReader.seededRows(live.database()));
    Optional<HistoryEntry> half = history.halfDone();
    Catalog from =
        half.flatMap(HistoryEntry::target)
            .map(target -> catalog.withSchema(live.ownership().within(target, catalog.schema())))
            .map(target -> withLiveAccess(target, catalog.schema()))
            .orElse(catalog);
    PlanResult result = planning.plan(from, desired, token, false, remarks());
    return with(result, half, history);
  }

  private PlanResult planToSave(
      LiveDatabase live, Catalog catalog, DesiredSchema desired, Dialect dialect, String token) {
    MigrationFolder folder = folder();
    MigrationStates history = live.history();
    history.requireUntouched(folder);
    refuseHalfDone(history);
    Optional<LockFile> lock = folder.lock().map(LockFile::required);
    lock.ifPresent(l -> requireEngine(l, dialect));
    history.requireReadable();
    Ownership owned = withLock(live.ownership(), lock);
    Schema own = owned.own(catalog.schema());
    // A table may belong to another project since the lock was written.
    LockFit fit = new LockFit(settings, pending(history));
    Optional<Schema> locked = lock.map(l -> fit.withNewNamespaces(l.schema(), own)).map(owned::own);
    if (!choices.allowed().contains(Allow.DRIFT))
      locked.ifPresent(l -> fit.require(l, dialect, own));
    Catalog from =
        locked
            .map(l -> AsWritten.unlessAlike(l, own))
            .map(mine -> catalog.withSchema(owned.within(mine, catalog.schema())))
            .map(before -> withLiveAccess(before, catalog.schema()))
            .orElse(catalog);
    refusePendingRows(live, dialect, desired, history);
    PlanMaker planning =
        new PlanMaker(
            dialect,
            Optional.of(live),
            settings,
            choices,
            HistoryReader.seededRows(live.database()));
    return with(planning.plan(from, desired, token, true, remarks()), Optional.empty(), history);
  }

  /** The rows are those of the live database, which is behind the lock. */
  private void refusePendingRows(
      LiveDatabase live, Dialect dialect, DesiredSchema desired, MigrationStates history) {
    if (history.pending().isEmpty()) return;
    boolean differ =
        SeedReading.live(dialect, live, HistoryReader.seededRows(live.database()))
            .of(desired, desired.declared().schema(), choices.only(), new ArrayList<>())
            .differences()
            .stream()
            .anyMatch(difference -> !difference.isEmpty());
    if (!differ) return;
    throw UnderpinException.refused(
        "The rows of seed are compared with this database, which has not had all migrations. Apply them first:  underpin apply");
  }

  private List<Migration> pending(MigrationStates history) {
    return history.pending().stream().map(id -> folder().read(id).migration()).toList();
  }

  /** The lock has the access that is managed; of the rest, the live one is known. */
  private static Catalog withLiveAccess(Catalog locked, Schema live) {
    TreeMap<Access.Key, Access> access = new TreeMap<>(live.access());
    locked
        .schema()
        .access()
        .forEach(
            (key, value) -> access.merge(key, value, (now, then) -> now.withText(then.text())));
    return locked.withSchema(locked.schema().withAccess(access));
  }

  private DesiredSchema desired(LockFile lock) {
    return DesiredSchema.of(settings, Dialects.of(lock.engine()), lock.namespace());
  }

  private PlanResult offline(LockFile lock, DesiredSchema desired, Dialect dialect, String token) {
    Catalog catalog =
        Catalog.of(
            dialect.engine(),
            LockFile.NAME,
            lock.namespace(),
            AsWritten.unlessAlike(lock.schema(), Schema.EMPTY));
    DesiredSchema spelled =
        new DesiredSchema(
            desired
                .declared()
                .withSchema(
                    LockCanonicalizer.of(
                        desired.declared().schema(), lock.schema(), lock.namespace())),
            desired.warnings(),
            desired.enumTables());
    return PlanMaker.offline(dialect, settings, choices, WrittenRows.of(folder()), catalog)
        .plan(catalog, spelled, token, true, offlineRemarks(lock, desired));
  }

  private void requireEngine(LockFile lock, Dialect dialect) {
    if (!lock.engine().id().equals(dialect.engine().id())) {
      throw UnderpinException.refused(
          FindingCode.OTHER_ENGINE,
          """
          The migrations in %s are for %s, and this database is %s. Keep one folder an engine: \
          --migrations DIR"""
              .formatted(settings.migrations(), lock.engine().id(), dialect.engine().product()));
    }
  }

  private List<Note> offlineRemarks(LockFile lock, DesiredSchema desired) {
    List<Note> notes = remarks();
    if (Dialects.provider(lock.engine().id()).isEmbedded()) return notes;
    List<String> unknown = LockCanonicalizer.unknown(desired.declared().schema(), lock.schema());
    if (!unknown.isEmpty())
      notes.add(
          new Note(
              String.join(", ", unknown),
              "%s may write this in another form, which only a server can say. apply then stops at this step. Planned with --url, the form is known."
                  .formatted(lock.engine().product())));
    return notes;
  }

  public static void refuseHalfDone(MigrationStates history) {
    Optional<HistoryEntry> half = history.halfDone();
    if (half.isEmpty()) return;
    throw UnderpinException.refused(
        FindingCode.PARTIALLY_APPLIED,
        """
        %s is partially applied: %s. Finish it first (underpin apply), or roll it \
        back (underpin rollback --to %s)."""
            .formatted(half.get().id(), RunMessages.remain(half.get()), half.get().previous()));
  }

  /**
   * A plan runs on the oldest version that was asked for, not on the one that happens to be
   * connected; where none was asked for, on the oldest that can open the database before and after
   * it. What is shown, saved and run at once is the same plan.
   */
  public Dialect fileDialect(Engine connected, Schema live, Schema desired) {
    DialectProvider provider = Dialects.provider(connected.id());
    Optional<Version> asked = Optional.ofNullable(settings.compat().get(connected.id()));
    Version version = connected.version();
    if (asked.isPresent()) version = least(asked.get(), version);
    else if (provider.isEmbedded()) {
      Version before = provider.oldestFor(live);
      Version after = provider.oldestFor(desired);
      // A lock was perhaps saved for an older version than the desired schema needs.
      version = before.compareTo(after) < 0 ? after : before;
    }
    return Dialects.of(
        new Engine(connected.id(), connected.product(), version, connected.smallNames()));
  }

  private static Version least(Version a, Version b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /**
   * The lock; before the first migration, that of an empty database of the engine that is named.
   */
  LockFile lock(Optional<String> named) {
    Optional<LockFile> lock = folder().lock().map(LockFile::required);
    if (lock.isPresent()) {
      String has = lock.get().engine().id();
      if (named.isEmpty() || named.get().equals(has)) return lock.get();
      throw UnderpinException.refused(
          FindingCode.OTHER_ENGINE,
          "The migrations in %s are for %s, and --engine is %s. Keep one folder an engine: --migrations DIR"
              .formatted(settings.migrations(), has, named.get()));
    }
    String id =
        named
            .or(() -> settings.url().map(DatabaseUrl::engineId))
            .orElseThrow(
                () ->
                    new UnderpinException(
                        UnderpinException.Kind.USAGE,
                        "There is no %s yet, so the engine has to be named: --engine %s"
                            .formatted(
                                settings.migrations().resolve(LockFile.NAME),
                                String.join("|", Dialects.engineIds()))));
    Engine engine = Dialects.provider(id).baseline();
    String namespace = Dialects.of(engine).defaultNamespace();
    Set<String> namespaces = namespace.isEmpty() ? Set.of() : Set.of(namespace);
    return new LockFile(engine, namespace, Schema.EMPTY.withNamespaces(namespaces));
  }

  private List<Note> remarks() {
    List<Note> notes = new ArrayList<>();
    settings.remarks().forEach(text -> notes.add(new Note("", text)));
    LiveDatabase.missingFile(settings)
        .ifPresent(
            file ->
                notes.add(
                    new Note(
                        String.valueOf(file.getFileName()),
                        "this file is new; apply --create creates it.")));
    return notes;
  }

  private MigrationFolder folder() {
    return new MigrationFolder(settings.migrations());
  }

  private static PlanResult with(
      PlanResult r, Optional<HistoryEntry> half, MigrationStates history) {
    List<String> others = new ArrayList<>(history.pending());
    half.ifPresent(entry -> others.remove(entry.id()));
    List<Note> notes = new ArrayList<>(r.notes());
    for (MigrationStates.Item item : history.in(MigrationStates.State.UNREADABLE))
      notes.add(
          new Note(
              item.id(),
              "this saved migration cannot be run. "
                  + item.problem().map(UnderpinException::labelled).orElse("")));
    return new PlanResult(
        r.catalog(),
        r.live(),
        r.names(),
        r.plan(),
        r.origins(),
        r.differences(),
        r.answers(),
        r.allowed(),
        r.warnings(),
        notes,
        half.map(e -> new PlanResult.Continuing(e.id(), e.remaining())),
        others,
        r.rehearsal(),
        r.risks());
  }

  /** The schema of an empty database. */
  public static Schema empty(Catalog catalog) {
    return Schema.EMPTY.withNamespaces(catalog.schema().namespaces());
  }
}
