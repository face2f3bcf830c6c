package dev.underpin.workflow.status;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.declared.Seed;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.yaml.write.SchemaWriter;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.plan.MigrationWriter;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.plan.PlanMaker;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Ends drift: by a migration that undoes it, or by taking the live schema into the history. */
public record DriftRepairWorkflow(Settings settings, PlanChoices choices, Clock clock) {
  /**
   * Drift that was accepted.
   *
   * @param plan what leads from the schema that was expected to the live one; empty where there was
   *     no drift
   * @param entry what was recorded; absent where the plan is refused
   * @param saved the migration for other databases, where there is a folder of migrations
   * @param yaml what the YAML must declare from now on
   * @param removed what it must no longer declare
   */
  public record Accepted(
      PlanResult plan,
      Optional<HistoryEntry> entry,
      Optional<SavedMigration> saved,
      String yaml,
      List<String> removed) {
    public Accepted {
      removed = List.copyOf(removed);
    }
  }

  /** The live database, beside what it should be. */
  private record Drift(
      HistoryEntry last,
      Schema expected,
      Catalog catalog,
      Ownership owned,
      MigrationStates history) {
    /** The live catalog without what does not belong to the project. */
    Catalog own() {
      return catalog.withSchema(owned.own(catalog.schema()));
    }
  }

  /** Write a migration that leads from the live schema to what the last migration left. */
  public PlanWorkflow.Saved save(String name) {
    MigrationFolder.checkName(name);
    try (LiveDatabase live = LiveDatabase.toRead(settings)) {
      Drift drift = drift(live);
      MigrationFolder folder = folder();
      List<String> pending = drift.history().pending();
      String id = newId(name, folder, drift);
      Dialect dialect = dialect(live, drift.catalog().schema(), drift.expected());
      SeededRows rows = HistoryReader.seededRows(live.database());
      PlanResult plan =
          new PlanMaker(dialect, Optional.of(live), settings, choices, rows)
              .plan(
                  drift.catalog(),
                  withRows(desired(drift.expected()), rows),
                  Tokens.of(id),
                  true,
                  List.of());
      if (plan.isEmpty() || plan.isRefused()) return new PlanWorkflow.Saved(plan, Optional.empty());
      MigrationWriter writer = new MigrationWriter(folder, dialect, plan, drift.owned());
      SavedMigration saved = writer.write(writer.forDrift(id));
      // The migrations that are pending run after it, and lead to what the lock has already.
      if (pending.isEmpty()) writer.writeLock();
      return new PlanWorkflow.Saved(plan, Optional.of(saved));
    }
  }

  /** The reference rows that migrations have written are part of what they left. */
  private static DesiredSchema withRows(DesiredSchema expected, SeededRows rows) {
    List<Seed> seeds = new ArrayList<>();
    for (Seed seed : rows.tables().values())
      expected
          .declared()
          .schema()
          .table(seed.table())
          .map(table -> table.columns().stream().map(Column::name).collect(Collectors.toSet()))
          .filter(columns -> columns.containsAll(seed.key()))
          .ifPresent(columns -> seeds.add(SeedDrift.withColumnsOf(seed, columns)));
    return new DesiredSchema(
        expected.declared().withSeeds(seeds), expected.warnings(), expected.enumTables());
  }

  /**
   * Take the live schema into the history. Nothing of it is run here; where there are migrations in
   * a folder, one more brings other databases to the same schema.
   */
  public Accepted accept(String name) {
    MigrationFolder.checkName(name);
    try (LiveDatabase live = LiveDatabase.toWrite(settings)) {
      Drift drift = drift(live);
      refusePending(drift);
      MigrationFolder folder = folder();
      String id = newId(name, folder, drift);
      Dialect dialect = dialect(live, drift.catalog().schema(), drift.expected());
      // What differs is here already, so no row of this database has to be asked.
      PlanResult plan =
          new PlanMaker(dialect, Optional.empty(), settings, choices)
              .plan(
                  drift.catalog().withSchema(drift.expected()),
                  desired(
                      dialect.normalize(
                          drift.own().schema().withAccessTo(drift.expected().access().keySet()))),
                  Tokens.of(id),
                  true,
                  List.of());
      if (plan.isRefused())
        return new Accepted(plan, Optional.empty(), Optional.empty(), "", List.of());
      if (plan.isEmpty()) return unmanaged(live, plan, drift);
      MigrationWriter writer = new MigrationWriter(folder, dialect, plan, drift.owned());
      Migration migration = writer.forDrift(id);
      Optional<SavedMigration> saved = folder.lock().map(lock -> writer.write(migration));
      String checksum = saved.map(SavedMigration::checksum).orElse("");
      HistoryEntry entry =
          live.runner(live.scope(drift.last()), RunListener.NONE, clock)
              .notNeeded(migration, checksum, Optional.of(drift.expected()));
      if (saved.isPresent()) writer.writeLock();
      return accepted(plan, entry, saved, drift, dialect);
    }
  }

  /** Only what is not managed differs: no migration can bring that to another database. */
  private Accepted unmanaged(LiveDatabase live, PlanResult plan, Drift drift) {
    HistoryEntry entry =
        live.runner(live.scope(drift.last()), RunListener.NONE, clock).accept(drift.last());
    return new Accepted(plan, Optional.of(entry), Optional.empty(), "", List.of());
  }

  private static Accepted accepted(
      PlanResult plan,
      HistoryEntry entry,
      Optional<SavedMigration> saved,
      Drift drift,
      Dialect dialect) {
    Schema from = plan.plan().from();
    Schema to = plan.plan().to();
    Schema changed =
        new Schema(
                new TreeSet<>(),
                differing(from.tables(), to.tables()),
                differing(from.enums(), to.enums()),
                differing(from.sequences(), to.sequences()),
                differing(from.objects(), to.objects()))
            .withAccess(differing(from.access(), to.access()));
    List<String> removed = new ArrayList<>();
    from.tables().keySet().stream()
        .filter(name -> to.table(name).isEmpty())
        .forEach(name -> removed.add("table " + plan.names().of(name)));
    from.enums().keySet().stream()
        .filter(name -> !to.enums().containsKey(name))
        .forEach(name -> removed.add("enum " + plan.names().of(name)));
    from.sequences().keySet().stream()
        .filter(name -> !to.sequences().containsKey(name))
        .forEach(name -> removed.add("sequence " + plan.names().of(name)));
    from.objects().keySet().stream()
        .filter(key -> !to.objects().containsKey(key))
        .forEach(key -> removed.add(key.kind().words() + " " + plan.names().of(key.name())));
    SchemaWriter writer =
        new SchemaWriter(drift.catalog().defaultNamespace(), dialect::unsaidName)
            .withNamedObjects(dialect::quote, dialect.keepsTriggerTexts());
    String yaml =
        changed.equals(Schema.EMPTY) && changed.access().isEmpty() ? "" : writer.write(changed);
    return new Accepted(plan, Optional.of(entry), saved, yaml, removed);
  }

  private static <K, V> SortedMap<K, V> differing(SortedMap<K, V> from, SortedMap<K, V> to) {
    SortedMap<K, V> differing = new TreeMap<>(to);
    differing.entrySet().removeIf(e -> e.getValue().equals(from.get(e.getKey())));
    return differing;
  }

  private Drift drift(LiveDatabase live) {
    MigrationStates history = live.history();
    history.requireUntouched(folder());
    PlanWorkflow.refuseHalfDone(history);
    HistoryEntry last = history.last().orElseThrow(() -> DriftWorkflow.nothingRecorded(settings));
    Schema expected =
        live.database()
            .asking(() -> HistoryReader.expected(live.database()))
            .orElseThrow(() -> DriftWorkflow.nothingRecorded(settings));
    Catalog catalog = live.readWithAccess(live.scope(last));
    return new Drift(last, expected, catalog, live.ownership(), history);
  }

  private void refusePending(Drift drift) {
    List<String> pending = drift.history().pending();
    if (pending.isEmpty()) return;
    if (folder().read(pending.get(0)).migration().isForDrift()) {
      throw UnderpinException.refused(
          FindingCode.SCHEMA_DIFFERS,
          "%s is pending, and ends the drift. Run it (underpin apply), or delete its folder."
              .formatted(pending.get(0)));
    }
    throw UnderpinException.refused(
        FindingCode.SCHEMA_DIFFERS,
        """
        %s is pending, and starts from the schema without the drift. Nothing was changed.
        Run it first:  underpin apply --allow drift
        The drift can be accepted after that. To undo it instead:  underpin drift --save NAME"""
            .formatted(pending.get(0)));
  }

  /** A migration that undoes drift must run before those that are pending. */
  private String newId(String name, MigrationFolder folder, Drift drift) {
    List<String> pending = drift.history().pending();
    if (pending.isEmpty()) return Migrations.newId(clock, name, folder::hasTime);
    return Migrations.idBefore(pending.get(0), name, folder::hasTime)
        .filter(id -> id.compareTo(drift.last().id()) > 0)
        .orElseThrow(
            () ->
                UnderpinException.refused(
                    "There is no time left between %s and %s, where this migration must run. Save %2$s again."
                        .formatted(drift.last().id(), pending.get(0))));
  }

  private Dialect dialect(LiveDatabase live, Schema from, Schema to) {
    return new PlanWorkflow(settings, choices, clock)
        .fileDialect(live.database().engine(), from, to);
  }

  private static DesiredSchema desired(Schema schema) {
    return new DesiredSchema(new Declared(schema, Hints.NONE, Origins.NONE), List.of());
  }

  private MigrationFolder folder() {
    return new MigrationFolder(settings.migrations());
  }
}
