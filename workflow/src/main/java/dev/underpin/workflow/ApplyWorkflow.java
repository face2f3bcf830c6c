package dev.underpin.workflow;

import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.planner.step.Allow;
import dev.underpin.runner.Database;
import dev.underpin.runner.LedgerEntry;
import dev.underpin.runner.RunListener;
import dev.underpin.runner.RunOptions;
import dev.underpin.runner.Runner;
import dev.underpin.introspect.Scope;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.catalog.Probe;
import dev.underpin.schema.catalog.ProbeAnswer;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs what is saved and pending, or plans from the YAML and runs that. */
public final class ApplyWorkflow {
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(5);

  private final Settings settings;
  private final PlanChoices choices;
  private final ApplyOptions options;
  private final Consent consent;
  private final RunListener listener;
  private final Clock clock;

  public ApplyWorkflow(
      Settings settings, PlanChoices choices, ApplyOptions options, Consent consent, RunListener listener, Clock clock) {
    this.settings = settings;
    this.choices = choices;
    this.options = options;
    this.consent = consent;
    this.listener = listener;
    this.clock = clock;
  }

  /** Run the saved migrations that are pending, and finish one that is half done. */
  public ApplyResult saved() {
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    try (Live live = open()) {
      History history = live.history();
      history.requireUntouched(folder);
      List<Run> runs = pending(history, folder, live.database());
      List<Migration> planned = runs.stream().map(Run::migration).toList();
      if (planned.isEmpty()) return result(live, planned, List.of(), Optional.empty(), false);
      requireNoDrift(live, history, runs.get(0));
      check(live.database(), runs.get(0));
      if (options.dryRun()) return result(live, planned, List.of(), Optional.empty(), false);
      if (!consent.toMigrations(planned)) return result(live, planned, List.of(), Optional.empty(), true);
      return result(live, planned, run(live, runs), Optional.empty(), false);
    }
  }

  /** Plan from the YAML and run that, with no files; the ledger keeps what rollback needs. */
  public ApplyResult direct() {
    if (settings.isProtected()) {
      throw UnderpinException.refused(
          "The environment \""
              + settings.environment().orElse("")
              + "\" is protected: only saved and reviewed migrations run there. Save the plan (underpin plan --save NAME)"
              + " and run underpin apply.");
    }
    try (Live live = open()) {
      History history = live.history();
      PlanWorkflow.refuseHalfDone(history);
      String id = newId(history, "direct");
      PlanResult plan = new PlanWorkflow(settings, choices, clock).plan(live, Tokens.of(id));
      if (plan.isEmpty()) return result(live, List.of(), List.of(), Optional.of(plan), false);
      if (plan.isRefused()) throw Refused.plan(plan);
      Migration migration =
          Migrations.of(plan.plan(), id, live.database().dialect(), plan.catalog().defaultNamespace(), plan.allowed());
      if (options.dryRun()) return result(live, List.of(migration), List.of(), Optional.of(plan), false);
      if (!consent.toPlan(plan)) return result(live, List.of(migration), List.of(), Optional.of(plan), true);
      Run run = new Run(migration, "", Optional.of(plan.plan().to()), List.of());
      return result(live, List.of(migration), run(live, List.of(run)), Optional.of(plan), false);
    }
  }

  /** One migration to run, with what the runner must know. */
  private record Run(Migration migration, String checksum, Optional<Schema> target, List<Integer> done) {}

  private Live open() {
    return options.dryRun() ? Live.toRead(settings) : Live.toWrite(settings);
  }

  private List<Run> pending(History history, MigrationFolder folder, Database database) {
    List<Run> runs = new ArrayList<>();
    history
        .halfDone()
        .filter(entry -> entry.checksum().isEmpty())
        .ifPresent(e -> runs.add(new Run(e.migration(), "", e.target(), List.copyOf(e.executed()))));
    Optional<LockFile> lock = folder.lock();
    for (History.Item item : history.items()) {
      if (item.state() != History.State.PENDING && item.state() != History.State.PARTIAL || !item.saved()) continue;
      SavedMigration saved = folder.read(item.id());
      requireEngine(saved, database);
      Optional<Schema> target = lock.filter(l -> l.lastId().equals(saved.id())).map(LockFile::schema);
      List<Integer> done = item.entry().filter(e -> item.state() == History.State.PARTIAL).map(e -> List.copyOf(e.executed())).orElse(List.of());
      runs.add(new Run(saved.migration(), saved.checksum(), target, done));
    }
    return runs;
  }

  private static void requireEngine(SavedMigration saved, Database database) {
    Migration migration = saved.migration();
    String engine = database.engine().id();
    if (!migration.engineId().equals(engine)) {
      throw UnderpinException.refused(
          saved.folder()
              + " is for "
              + migration.engineId()
              + ", and this database is "
              + database.engine()
              + ". Keep one folder an engine: --migrations DIR");
    }
    Version needed = Version.parse(migration.engineVersion());
    if (database.engine().version().compareTo(new Version(needed.major(), needed.minor(), 0)) < 0) {
      throw UnderpinException.refused(
          saved.folder() + " needs " + engine + " " + needed + " or newer, and this is " + database.engine() + ".");
    }
  }

  /** What the first migration begins with must be what is there. */
  private void requireNoDrift(Live live, History history, Run first) {
    if (choices.allowed().contains(Allow.DRIFT) || !first.done().isEmpty()) return;
    Optional<Schema> left = history.last().flatMap(LedgerEntry::left);
    String expected = left.map(s -> Fingerprint.of(live.database().dialect().normalize(s))).orElse(first.migration().from());
    Scope scope = left.map(live::scope).orElseGet(live::everything);
    String found = Fingerprint.of(live.read(scope).schema());
    if (expected.isEmpty() || expected.equals(found)) return;
    throw UnderpinException.refused(
        left.isPresent()
            ? "The database is not as the last migration left it. See what differs: underpin drift\n"
                + "Undo it there, or go on all the same: --allow drift"
            : "The database is not what "
                + first.migration().id()
                + " begins with. For a database that has had it already: underpin resolve "
                + first.migration().id()
                + " --applied\nTo run it all the same: --allow drift");
  }

  /** Rows in the way refuse it before anything is changed. */
  private static void check(Database database, Run first) {
    Map<String, Probe> probes = new LinkedHashMap<>();
    for (MigrationStep step : first.migration().steps()) {
      if (first.done().contains(step.number())) continue;
      for (Probe probe : step.checks()) probes.put(probe.id(), probe);
    }
    if (probes.isEmpty()) return;
    List<ProbeAnswer> found =
        database.answer(List.copyOf(probes.values()), CHECK_LIMIT).stream()
            .filter(a -> a.unanswered().isEmpty() && a.count() > 0)
            .toList();
    if (!found.isEmpty()) throw Refused.rows(first.migration().id(), found);
  }

  private List<LedgerEntry> run(Live live, List<Run> runs) {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Run run : runs) {
      if (!entries.isEmpty()) check(live.database(), run);
      Runner runner = new Runner(live.database(), runOptions(), live.everything(), listener, clock);
      entries.add(runner.apply(run.migration(), run.checksum(), run.target(), List.of()));
    }
    return entries;
  }

  private RunOptions runOptions() {
    return RunChoices.of(settings, options.until());
  }

  private String newId(History history, String name) {
    return Migrations.newId(clock, name, time -> history.items().stream().anyMatch(i -> i.id().startsWith(time)));
  }

  private ApplyResult result(
      Live live, List<Migration> planned, List<LedgerEntry> entries, Optional<PlanResult> plan, boolean declined) {
    String name = plan.map(p -> p.catalog().database()).orElse(live.database().url().display());
    return new ApplyResult(live.database().engine(), name, planned, entries, plan, declined);
  }
}
