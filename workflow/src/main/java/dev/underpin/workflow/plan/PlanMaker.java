package dev.underpin.workflow.plan;

import dev.underpin.dialect.Dialect;
import dev.underpin.introspect.Introspectors;
import dev.underpin.planner.Plan;
import dev.underpin.planner.Planner;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.request.PlanRequest;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.Ownership;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.workflow.database.DesiredSchema;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.database.UnreadObjects;
import dev.underpin.workflow.rehearsal.Rehearsal;
import dev.underpin.workflow.report.ChangeLines;
import dev.underpin.workflow.report.DisplayNames;
import dev.underpin.workflow.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes a plan, and asks the data what the plan has to know. */
public final class PlanMaker {
  /**
   * How long one question to the data may take; what is not answered by then is called not checked.
   */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** A plan of so many steps is rehearsed in memory without being asked to. */
  private static final int FEW_STEPS = 200;

  /** So many names of what is left alone are enough. */
  private static final int NAMED = 5;

  private final Dialect dialect;
  private final Optional<LiveDatabase> live;
  private final Settings settings;
  private final PlanChoices choices;
  private final Optional<SeedReading> rowsOfMigrations;
  private final SeededRows seeded;

  /**
   * @param dialect what is planned for, which may be older than what is connected to
   * @param live whom to ask; absent for a plan from the lock alone
   */
  public PlanMaker(
      Dialect dialect, Optional<LiveDatabase> live, Settings settings, PlanChoices choices) {
    this(dialect, live, settings, choices, SeededRows.NONE);
  }

  /**
   * @param seeded the reference rows that migrations have written: those that are no longer
   *     declared are deleted
   */
  public PlanMaker(
      Dialect dialect,
      Optional<LiveDatabase> live,
      Settings settings,
      PlanChoices choices,
      SeededRows seeded) {
    this.dialect = dialect;
    this.live = live;
    this.settings = settings;
    this.choices = choices;
    this.seeded = seeded;
    this.rowsOfMigrations = Optional.empty();
  }

  private PlanMaker(
      Dialect dialect, Settings settings, PlanChoices choices, SeedReading rowsOfMigrations) {
    this.dialect = dialect;
    this.live = Optional.empty();
    this.settings = settings;
    this.choices = choices;
    this.seeded = SeededRows.NONE;
    this.rowsOfMigrations = Optional.of(rowsOfMigrations);
  }

  /** A plan from the lock alone, with the reference rows as the migrations write them. */
  static PlanMaker offline(
      Dialect dialect, Settings settings, PlanChoices choices, WrittenRows rows, Catalog lock) {
    return new PlanMaker(dialect, settings, choices, SeedReading.offline(dialect, rows, lock));
  }

  /**
   * Plan from a catalog to what is desired.
   *
   * @param from where to begin; its schema need not be the live one
   * @param desired normalised; spelled here where a database can be asked
   * @param forFile true where the plan goes into a file that may meet other rows than are here now
   */
  public PlanResult plan(
      Catalog from, DesiredSchema desired, String token, boolean forFile, List<Note> remarks) {
    requirePlaceToRehearse();
    List<Note> notes = new ArrayList<>(remarks);
    notes.addAll(from.notes());
    Schema start = dialect.normalize(from.schema());
    Catalog catalog = from.withSchema(start);
    Schema target = desired.declared().schema();
    UnreadObjects.refuse(from.notes(), target);
    if (live.isPresent()) target = dialect.normalize(live.get().spell(target, catalog, notes::add));

    Ownership owned = owned();
    PlanOptions options =
        new PlanOptions(
            choices.allowed(),
            choices.discard(),
            settings.largeTable(),
            settings.batchSize(),
            settings.onlyListed(),
            forFile,
            settings.copyByTool(),
            owned,
            only(desired, notes));
    SeedReading.Rows rows = rows().of(desired, target, choices.only(), notes);
    Plan plan =
        Planner.plan(
            new PlanRequest(dialect, catalog, target, desired.declared().hints(), options, token)
                .withSeeds(rows.differences(), rows.written()));
    refuseRejected(notes, plan, desired.declared().origins());
    live.ifPresent(
        l -> new RollbackValues(dialect, l.database(), desired.declared()).refuseRejected(plan));
    List<DataCheckAnswer> answers = ask(checks(plan));
    notes.addAll(plan.notes());
    notes.addAll(
        new PlanAdvice(plan, catalog, dialect)
            .notes(settings.largeTable(), choices.only().isEmpty()));
    notes.addAll(TrashOffers.of(plan.changes(), from.trash(), from.defaultNamespace()));
    notes.addAll(leftAlone(owned.own(plan.to()), target));
    DisplayNames names = new DisplayNames(from.defaultNamespace());
    PlanResult result =
        new PlanResult(
            catalog,
            live.isPresent(),
            names,
            plan,
            desired.declared().origins(),
            new ChangeLines(names).of(plan),
            answers,
            choices.allowed(),
            desired.warnings(),
            notes.stream().distinct().toList(),
            Optional.empty(),
            List.of(),
            rehearsed(plan, catalog, desired, forFile),
            StepRisks.NONE);
    return result.withRisks(
        StepRisks.of(result, settings.largeTable(), settings.guards().maxRisk()));
  }

  private SeedReading rows() {
    return rowsOfMigrations.orElseGet(
        () ->
            live.map(l -> SeedReading.live(dialect, l, seeded))
                .orElseGet(() -> new SeedReading(Optional.empty(), seeded)));
  }

  /** What may change: an enum that the engine keeps with its columns stands for their tables. */
  private Set<String> only(DesiredSchema desired, List<Note> notes) {
    Set<String> names = new TreeSet<>();
    for (String name : choices.only()) {
      Set<QualifiedName> tables = desired.enumTables().getOrDefault(name, Set.of());
      boolean isTable = desired.declared().schema().table(QualifiedName.of(name)).isPresent();
      if (isTable || tables.isEmpty()) names.add(name);
      for (QualifiedName table : tables) {
        names.add(table.toString());
        notes.add(
            new Note(
                table.toString(),
                "is part of this plan with all its changes, because it has columns of the enum "
                    + name
                    + "."));
      }
    }
    return names;
  }

  /** What of the live schema is the project's; who empties a database empties it of all others. */
  private Ownership owned() {
    Ownership owned = live.map(LiveDatabase::ownership).orElse(Ownership.EVERYTHING);
    return settings.onlyListed() ? owned : owned.withUnlisted();
  }

  /** What the YAML does not manage, because it declares nothing of the kind. */
  private static List<Note> leftAlone(Schema end, Schema target) {
    Map<SchemaObject.Kind, List<String>> names = new EnumMap<>(SchemaObject.Kind.class);
    for (SchemaObject object : end.objects().values())
      names.computeIfAbsent(object.kind(), k -> new ArrayList<>()).add(object.name().name());
    target.objects().values().forEach(object -> names.remove(object.kind()));
    List<Note> notes = new ArrayList<>();
    names.forEach(
        (kind, all) ->
            notes.add(
                new Note(
                    all.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : ""),
                    all.size() == 1
                        ? "this %s is in the database and not in the YAML, and is left alone. `%s: {}` drops it."
                            .formatted(kind.words(), kind.key())
                        : "these %d %s are in the database and not in the YAML, and are left alone. `%s: {}` drops them."
                            .formatted(all.size(), kind.key().replace('_', ' '), kind.key()))));
    return notes;
  }

  private boolean hasMemory() {
    return Introspectors.of(dialect.engine().id()).inMemory().isPresent();
  }

  /** Who asks for a rehearsal gets one, or an error. */
  private void requirePlaceToRehearse() {
    boolean asked = choices.rehearse().orElse(false);
    if (!asked || hasMemory() || settings.scratchUrl().isPresent()) return;
    throw new UnderpinException(
        UnderpinException.Kind.USAGE,
        "--rehearse needs a scratch server: add --scratch-url URL, or scratch_url in underpin.yaml.");
  }

  /**
   * In memory it costs little, and is always done; on a server where it was asked for, or where the
   * plan is saved and a scratch server may be used.
   */
  private Optional<String> rehearsed(
      Plan plan, Catalog catalog, DesiredSchema desired, boolean forFile) {
    if (plan.steps().isEmpty() || !plan.isProved() || !plan.refusals().isEmpty())
      return Optional.empty();
    boolean inMemory = hasMemory();
    boolean wanted =
        choices
            .rehearse()
            .orElse(
                forFile
                    ? inMemory || settings.scratchUrl().isPresent()
                    : inMemory && plan.steps().size() <= FEW_STEPS);
    if (!wanted) return Optional.of("Not rehearsed: " + whyNot(inMemory));
    return Optional.of(
        new Rehearsal(
                plan,
                dialect,
                catalog,
                live,
                settings,
                desired.declared().origins(),
                choices.rehearse().isPresent())
            .run());
  }

  private String whyNot(boolean inMemory) {
    if (choices.rehearse().isPresent()) return "--no-rehearse";
    return inMemory ? "it has more than " + FEW_STEPS + " steps (--rehearse)" : "see --rehearse";
  }

  /**
   * Nothing of a plan is shown when the server does not accept something that is declared. Where
   * the plan itself refuses the table or object, it says more.
   */
  private static void refuseRejected(List<Note> notes, Plan plan, Origins origins) {
    Set<ObjectRef> refused = new HashSet<>();
    plan.refusals().forEach(refusal -> refused.add(refusal.source().root()));
    List<String> problems = new ArrayList<>();
    for (Note note : notes) {
      if (note.rejected().isEmpty()) continue;
      ObjectRef ref = note.rejected().get();
      if (refused.contains(ref.root())) continue;
      problems.add(
          new Problem(
                  Problem.Severity.ERROR,
                  "the server does not accept it: " + note.text(),
                  ref.in(origins),
                  ref.key(),
                  Optional.of(
                      "It was tried on the declared tables, in a scratch database. Change it, or what it names."))
              .render());
    }
    if (!problems.isEmpty())
      throw UnderpinException.failed(FindingCode.OBJECT_REJECTED, String.join("\n", problems));
  }

  private static List<DataCheck> checks(Plan plan) {
    Map<String, DataCheck> checks = new LinkedHashMap<>();
    for (Step step : plan.steps()) {
      for (DataCheck probe : step.checks()) checks.put(probe.id(), probe);
    }
    return List.copyOf(checks.values());
  }

  /** The answers to all of these questions, in the order in which the server gave them. */
  private List<DataCheckAnswer> ask(List<DataCheck> probes) {
    if (live.isEmpty()) {
      Optional<String> why = Optional.of("planned without a database");
      return probes.stream().map(p -> new DataCheckAnswer(p, 0, List.of(), why)).toList();
    }
    if (probes.isEmpty()) return List.of();
    Map<String, DataCheckAnswer> answers = new LinkedHashMap<>();
    for (DataCheckAnswer answer : live.get().database().answer(probes, LIMIT))
      answers.put(answer.probe().id(), answer);
    for (DataCheck probe : probes) {
      if (!answers.containsKey(probe.id()))
        throw UnderpinException.failed("The server gave no answer to: " + probe.sql());
    }
    return List.copyOf(answers.values());
  }
}
