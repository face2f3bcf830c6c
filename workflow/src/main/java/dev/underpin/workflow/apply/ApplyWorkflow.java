package dev.underpin.workflow.apply;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.runner.Runner;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.runner.history.HistoryReader;
import dev.underpin.runner.history.Prediction;
import dev.underpin.runner.session.Database;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.error.UnderpinException.Kind;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.database.ContractGate;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.MigrationIds;
import dev.underpin.workflow.database.MigrationStates;
import dev.underpin.workflow.database.RunChoices;
import dev.underpin.workflow.files.LockFile;
import dev.underpin.workflow.files.MigrationFolder;
import dev.underpin.workflow.files.SavedMigration;
import dev.underpin.workflow.plan.PlanChoices;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.plan.PlanWorkflow;
import dev.underpin.workflow.plan.Predictions;
import dev.underpin.workflow.plan.Refusals;
import dev.underpin.workflow.report.DisplayNames;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Runs what is saved and pending, or plans from the YAML and runs that. */
public record ApplyWorkflow(
    Settings settings,
    PlanChoices choices,
    ApplyOptions options,
    Consent consent,
    RunListener listener,
    Clock clock) {
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(5);
  private static final String ONLY_SAVED =
      """
      : only saved and reviewed migrations run there. Save the plan (underpin plan --save NAME) \
      and run underpin apply.""";

  /** Run the saved migrations that are pending, and finish one that is partially applied. */
  public ApplyResult saved() {
    requireBackup();
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    try (LiveDatabase live = open()) {
      MigrationStates history = live.history();
      history.requireUntouched(folder);
      List<PlannedRun> runs = pending(history, folder, live);
      List<Migration> planned = runs.stream().map(PlannedRun::migration).toList();
      if (planned.isEmpty()) return result(live, planned, List.of(), Optional.empty(), false);
      runs.set(0, fit(runs.get(0), live));
      ApplyGuards guards = new ApplyGuards(settings);
      guards.requireAppliedElsewhere(runs);
      guards.requireRisk(live, runs, options.until());
      if (runs.get(0).needed()) check(live.database(), runs.get(0));
      requirePrivileges(live.database(), planned);
      if (options.dryRun()) return result(live, planned, List.of(), Optional.empty(), false);
      if (!consent.toMigrations(planned))
        return result(live, planned, List.of(), Optional.empty(), true);
      return run(live, planned, runs, Optional.empty());
    }
  }

  /** Plan from the YAML and run that, with no files; the history keeps what rollback needs. */
  public ApplyResult direct() {
    Protection.of(settings).refuse(ONLY_SAVED);
    requireBackup();
    try (LiveDatabase live = open()) {
      Protection.of(settings, live).refuse(ONLY_SAVED);
      List<HistoryEntry> resumed = new ArrayList<>();
      while (true) {
        MigrationStates history = settled(live);
        Optional<HistoryEntry> own = history.halfDone().filter(e -> e.checksum().isEmpty());
        if (own.isPresent()) {
          ApplyResult result = resume(live, own.get());
          resumed.addAll(result.entries());
          if (!isApplied(result)) return result;
          continue;
        }
        String id = newId(history, "direct");
        try {
          return direct(live, history, id).after(resumed);
        } catch (UnderpinException e) {
          if (e.kind() != Kind.REFUSED || !overtaken(history, live.history(), id)) throw e;
          // Another run has changed the schema since this one was planned: what is left to do, if
          // anything, is another plan.
        }
      }
    }
  }

  private void requireBackup() {
    if (!options.dryRun()) Backups.require(settings);
  }

  /** An earlier run of the same command ended in the middle: its steps come first. */
  private ApplyResult resume(LiveDatabase live, HistoryEntry own) {
    List<Migration> planned = List.of(own.migration());
    PlannedRun run =
        new PlannedRun(
            own.migration(), "", own.target(), List.copyOf(own.executed()), live.scope(own));
    if (options.dryRun()) return result(live, planned, List.of(), Optional.empty(), false);
    if (!consent.toMigrations(planned))
      return result(live, planned, List.of(), Optional.empty(), true);
    return run(live, planned, List.of(run), Optional.empty());
  }

  private static boolean isApplied(ApplyResult result) {
    return !result.entries().isEmpty()
        && result.entries().get(0).state() == HistoryEntry.State.APPLIED;
  }

  /** True where the history has more than it had, beside what this very run has left there. */
  private static boolean overtaken(MigrationStates before, MigrationStates now, String own) {
    List<String> ids = new ArrayList<>(now.ids());
    ids.remove(own);
    return !ids.equals(before.ids());
  }

  /** The history once a run that is at work at this moment has ended. */
  private MigrationStates settled(LiveDatabase live) {
    MigrationStates history = live.history();
    if (options.dryRun() || history.halfDone().isEmpty()) return history;
    new Runner(
            live.database(),
            RunChoices.of(settings, options.until()),
            live.everything(),
            listener,
            clock)
        .awaitOthers();
    return live.history();
  }

  private ApplyResult direct(LiveDatabase live, MigrationStates history, String id) {
    PlanWorkflow.refuseHalfDone(history);
    DesiredSchema desired = DesiredSchema.of(settings, live.database().dialect(), live.namespace());
    PlanResult plan = new PlanWorkflow(settings, choices, clock).plan(live, desired, Tokens.of(id));
    if (plan.isEmpty()) return result(live, List.of(), List.of(), Optional.of(plan), false);
    if (plan.isRefused()) throw Refusals.plan(plan);
    Migration migration =
        Migrations.of(
            plan.plan(),
            id,
            live.database().dialect(),
            plan.catalog().defaultNamespace(),
            plan.allowed());
    requirePrivileges(live.database(), List.of(migration));
    if (options.dryRun())
      return result(live, List.of(migration), List.of(), Optional.of(plan), false);
    if (!consent.toPlan(plan))
      return result(live, List.of(migration), List.of(), Optional.of(plan), true);
    PlannedRun run =
        new PlannedRun(
            migration, "", Optional.of(plan.plan().to()), List.of(), live.scope(desired));
    return run(live, List.of(migration), List.of(run), Optional.of(plan));
  }

  private LiveDatabase open() {
    return options.dryRun()
        ? LiveDatabase.toPlan(settings)
        : LiveDatabase.toApply(settings, options.create());
  }

  private List<PlannedRun> pending(
      MigrationStates history, MigrationFolder folder, LiveDatabase live) {
    List<PlannedRun> runs = new ArrayList<>();
    history
        .halfDone()
        .filter(entry -> entry.checksum().isEmpty())
        .ifPresent(
            e ->
                runs.add(
                    new PlannedRun(
                        e.migration(), "", e.target(), List.copyOf(e.executed()), live.scope(e))));
    Optional<LockFile> lock = folder.lock();
    List<MigrationStates.Item> toRun =
        history.items().stream().filter(item -> item.isToRun() && item.saved()).toList();
    history.requireReadable();
    List<SavedMigration> files =
        toRun.stream().map(item -> folder.read(item.id(), live.database().engine())).toList();
    Scope scope = live.scope(lock, files.stream().map(SavedMigration::migration).toList());
    int last = options.to().map(to -> count(to, history)).orElse(files.size());
    for (int i = 0; i < last; i++) {
      MigrationStates.Item item = toRun.get(i);
      SavedMigration saved = files.get(i);
      Optional<Schema> target = lock.filter(l -> isLast(saved.id(), history)).map(LockFile::schema);
      boolean partial = item.state() == MigrationStates.State.PARTIAL;
      List<Integer> done =
          item.entry().filter(e -> partial).map(e -> List.copyOf(e.executed())).orElse(List.of());
      Migration migration = new EditApproval(choices.allowed(), listener).approved(saved);
      boolean promised = migration.to().equals(saved.migration().to());
      runs.add(
          new PlannedRun(migration, saved.checksum(), target.filter(t -> promised), done, scope)
              .withEdits(saved.edits()));
    }
    return runs;
  }

  /** How many of the saved migrations are to run up to one. */
  private int count(String to, MigrationStates history) {
    String id =
        MigrationIds.find(to, history.ids())
            .orElseThrow(
                () ->
                    new UnderpinException(
                        Kind.USAGE,
                        "There is no migration %s (--to), neither in %s nor in the database. underpin status shows all."
                            .formatted(to, settings.migrations())));
    List<String> ids =
        history.items().stream()
            .filter(item -> item.isToRun() && item.saved())
            .map(MigrationStates.Item::id)
            .toList();
    return ids.indexOf(id) + 1;
  }

  /** True where the database has had all that is saved once this one is applied. */
  private static boolean isLast(String id, MigrationStates history) {
    List<String> left =
        history.items().stream()
            .filter(item -> item.isToRun() && item.saved())
            .map(MigrationStates.Item::id)
            .toList();
    return left.get(left.size() - 1).equals(id);
  }

  /** The run as the database allows it, or a refusal. */
  private PlannedRun fit(PlannedRun run, LiveDatabase live) {
    if (!run.done().isEmpty()) return run;
    MigrationFolder folder = new MigrationFolder(settings.migrations());
    MigrationFit fit =
        MigrationFit.of(
            run.migration(),
            LiveSchema.read(live.database(), run.scope()),
            new MigrationFit.Place(live, run.scope(), folder),
            choices.allowed().contains(Allow.DRIFT));
    if (!fit.needed()) return run.notNeeded();
    PlannedRun expecting = run.from(fit.drifted());
    return fit.promised() ? expecting : expecting.withoutPromises();
  }

  /** Violations in the data refuse it before anything is changed. */
  private static void check(Database database, PlannedRun first) {
    Map<String, DataCheck> probes = new LinkedHashMap<>();
    for (MigrationStep step : first.migration().steps()) {
      if (first.done().contains(step.number())) continue;
      for (DataCheck probe : step.checksBefore()) probes.put(probe.id(), probe);
    }
    if (probes.isEmpty()) return;
    List<DataCheckAnswer> found =
        database.answer(List.copyOf(probes.values()), CHECK_LIMIT).stream()
            .filter(a -> a.unanswered().isEmpty() && a.count() > 0)
            .toList();
    if (!found.isEmpty())
      throw Refusals.rows(
          first.migration().id(), found, new DisplayNames(database.dialect().defaultNamespace()));
  }

  /** What the user may not do is found before the first step, and not in the middle. */
  private static void requirePrivileges(Database database, List<Migration> migrations) {
    List<String> statements =
        migrations.stream().flatMap(m -> m.steps().stream()).flatMap(s -> s.up().stream()).toList();
    List<String> missing =
        database.asking(
            () ->
                database
                    .engineRunner()
                    .missingPrivileges(database.connection(), database.dialect(), statements));
    if (missing.isEmpty()) return;
    throw UnderpinException.refused(
        FindingCode.PRIVILEGE_MISSING,
        "The user of %s lacks privileges; nothing was changed. An owner can give them:\n%s"
            .formatted(database.url(), String.join("\n", missing)));
  }

  private ApplyResult run(
      LiveDatabase live,
      List<Migration> planned,
      List<PlannedRun> runs,
      Optional<PlanResult> plan) {
    if (runs.get(0).needed() && runs.get(0).waitsAfter(until(live, runs.get(0))))
      return result(live, planned, List.of(), plan, false);
    RunSurroundings around =
        RunSurroundings.begin("apply", settings, live, planned, listener, clock);
    List<HistoryEntry> entries = new ArrayList<>();
    try {
      run(live, runs, plan, around, entries);
    } catch (RuntimeException e) {
      around.failed(e);
      throw e;
    }
    return result(live, planned, entries, plan, false).with(around.finished(entries));
  }

  private void run(
      LiveDatabase live,
      List<PlannedRun> runs,
      Optional<PlanResult> plan,
      RunSurroundings around,
      List<HistoryEntry> entries) {
    String runId = UUID.randomUUID().toString();
    // Once for all migrations: a look at the whole catalog costs more than most of them.
    Optional<Catalog> before =
        plan.isEmpty() && runs.stream().anyMatch(PlannedRun::begins)
            ? Optional.of(live.read(live.everything()))
            : Optional.empty();
    for (PlannedRun next : runs) {
      PlannedRun run = entries.isEmpty() ? next : fit(next, live);
      Phase until = until(live, run);
      if (run.needed() && run.waitsAfter(until)) break;
      Map<Integer, Prediction> predictions =
          plan.map(Predictions::of).orElseGet(() -> run.predictions(before));
      around.migration(run.migration().id(), predictions);
      RunOptions choices = RunChoices.of(around.settings(), until, runId);
      Runner runner = new Runner(live.database(), choices, run.scope(), around.listener(), clock);
      if (!run.needed()) around.listener().notNeeded(run.migration().id());
      HistoryEntry entry =
          run.needed()
              ? runner.apply(
                  run.migration(),
                  run.checksum(),
                  run.target(),
                  List.of(),
                  run.drifted(),
                  predictions)
              : runner.notNeeded(run.migration(), run.checksum(), Optional.empty());
      entries.add(entry);
      // A later migration begins with what this one leads to, so it waits until this one's last
      // phase.
      if (entry.state() == HistoryEntry.State.PARTIAL) break;
    }
  }

  /** The last phase to run; CONTRACT may have to wait. */
  private Phase until(LiveDatabase live, PlannedRun run) {
    return waiting(live, run.migration()).isEmpty() || options.until() != Phase.CONTRACT
        ? options.until()
        : Phase.BACKFILL;
  }

  private Optional<ContractGate.Waiting> waiting(LiveDatabase live, Migration migration) {
    ContractGate gate = new ContractGate(settings.guards().contractAfter());
    if (choices.allowed().contains(Allow.CONTRACT_EARLY) || !gate.guards(migration.steps()))
      return Optional.empty();
    Optional<HistoryEntry> entry =
        HistoryReader.entry(live.database(), migration.id())
            .filter(e -> e.state() != HistoryEntry.State.ROLLED_BACK);
    return gate.waiting(
        migration.id(),
        migration.steps(),
        entry.map(HistoryEntry::executed).orElse(Set.of()),
        entry.map(HistoryEntry::times).orElse(Map.of()),
        clock.instant());
  }

  private String newId(MigrationStates history, String name) {
    return Migrations.newId(
        clock, name, time -> history.items().stream().anyMatch(i -> i.id().startsWith(time)));
  }

  private ApplyResult result(
      LiveDatabase live,
      List<Migration> planned,
      List<HistoryEntry> entries,
      Optional<PlanResult> plan,
      boolean declined) {
    String name = plan.map(p -> p.catalog().database()).orElse(live.database().url().display());
    Optional<ContractGate.Waiting> waiting =
        options.until() != Phase.CONTRACT
            ? Optional.empty()
            : planned.stream().flatMap(m -> waitingNow(live, m).stream()).findFirst();
    List<String> former = FormerRows.of(live, entries);
    return new ApplyResult(
        name, planned, entries, plan, declined, former, waiting, Optional.empty());
  }

  /** Of one that is partially applied up to its CONTRACT steps. */
  private Optional<ContractGate.Waiting> waitingNow(LiveDatabase live, Migration migration) {
    return waiting(live, migration).filter(w -> w.until().isPresent());
  }
}
