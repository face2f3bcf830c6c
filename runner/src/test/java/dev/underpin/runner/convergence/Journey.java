package dev.underpin.runner.convergence;

import dev.underpin.introspect.Scope;
import dev.underpin.planner.Plan;
import dev.underpin.planner.Planner;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.request.PlanRequest;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.ModelState;
import dev.underpin.planner.step.Step;
import dev.underpin.runner.Runner;
import dev.underpin.runner.apply.LiveSchema;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.convergence.Pair.Row;
import dev.underpin.runner.history.HistoryEntry;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.read.EngineWords;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.schema.yaml.read.SchemaReader;
import dev.underpin.testkit.TableDump;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** From the first schema of a pair to the second and back, with a look around after each step. */
final class Journey {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** How it ended, where nothing was wrong. */
  enum End {
    ARRIVED,
    /** Data or policy are in the way, and nothing was changed. */
    REFUSED,
    /** It arrived, and what was written on the way does not fit the old schema. */
    STAYED
  }

  private final Laboratory laboratory;
  private final Flavour flavour;
  private final Pair pair;
  private final boolean withRunner;
  private String stage = "set up";
  private List<Step> steps = List.of();
  private List<String> reasons = List.of();

  /**
   * A journey.
   *
   * @param withRunner true where it is made again by the runner
   */
  Journey(Laboratory laboratory, Flavour flavour, Pair pair, boolean withRunner) {
    this.laboratory = laboratory;
    this.flavour = flavour;
    this.pair = pair;
    this.withRunner = withRunner;
  }

  End run() {
    try {
      return travel();
    } catch (SQLException | RuntimeException e) {
      if (e instanceof Failure f) throw f;
      throw new Failure(stage, e.getMessage() + place(e), steps, e);
    }
  }

  /** Where a bug of the program itself is. */
  private static String place(Exception e) {
    if (e instanceof SQLException || e instanceof dev.underpin.schema.error.UnderpinException)
      return "";
    return "\n"
        + java.util.Arrays.stream(e.getStackTrace())
            .limit(8)
            .map(String::valueOf)
            .collect(Collectors.joining("\n"));
  }

  /** Why the plan was refused; empty where it was not. */
  List<String> reasons() {
    return reasons;
  }

  /** The first schema with its rows. */
  void begin() throws SQLException {
    laboratory.clear();
    stage = "create the first";
    Declared from = declared(pair.from(), Hints.NONE);
    Plan creation = plan(laboratory.read(), from, "00000000");
    if (!refusals(creation).isEmpty()) throw failure("refused: " + refusals(creation));
    for (Step step : creation.steps()) laboratory.run(step.mode(), step.up());
    Catalog created = laboratory.read();
    mustBe(creation.to(), created.schema());
    mustBeEmpty(plan(created, from, "00000001"));
    fill(creation.to());
  }

  /** The plan to the second schema, in a database that has the first; empty where it is refused. */
  Optional<Plan> prepared(String id) throws SQLException {
    begin();
    return planned(id);
  }

  /** The same in a database that has it already. */
  Optional<Plan> planned(String id) {
    stage = "plan";
    Plan plan = plan(laboratory.read(), declared(pair.to(), pair.hints()), Tokens.of(id));
    steps = plan.steps();
    return refusals(plan).isEmpty() && !steps.isEmpty() ? Optional.of(plan) : Optional.empty();
  }

  private End travel() throws SQLException {
    begin();

    stage = "plan";
    Catalog before = laboratory.read();
    Declared to = possible(before, pair.hints());
    SortedMap<String, List<String>> rows = dump();
    Plan plan = plan(before, to, "0badcafe");
    steps = plan.steps();
    reasons = refusals(plan);
    if (!reasons.isEmpty()) return End.REFUSED;

    stage = "forward";
    Map<String, List<String>> kept = new Survivors(flavour, pair, plan, laboratory).read(true);
    forward(plan);
    stage = "arrive";
    Catalog arrived = laboratory.read();
    mustBe(plan.to(), arrived.schema());
    mustBeEmpty(plan(arrived, to, "0badcaff"));
    mustBeSame(kept, new Survivors(flavour, pair, plan, laboratory).read(false));

    stage = "back";
    if (!found(plan.steps().stream().flatMap(s -> s.downChecks().stream()).toList()).isEmpty())
      return End.STAYED;
    back(plan);
    stage = "return";
    mustBeAsRead(before.schema(), laboratory.schema());
    mustBeSame(rows, dump());
    if (withRunner && !steps.isEmpty()) again(before.schema(), rows, to);
    return End.ARRIVED;
  }

  /** The same by the runner, there and back twice under one name, and then for good. */
  private void again(Schema before, SortedMap<String, List<String>> rows, Declared to)
      throws SQLException {
    String id = "20260101000000_pair";
    stage = "plan for the runner";
    Plan plan = plan(laboratory.read(), to, Tokens.of(id));
    steps = plan.steps();
    Set<Allow> all = Set.of(Allow.values());
    Migration migration =
        Migrations.of(plan, id, laboratory.dialect(), laboratory.dialect().defaultNamespace(), all);
    Runner runner =
        new Runner(
            laboratory.database(),
            RunOptions.DEFAULT,
            Scope.ALL,
            RunListener.NONE,
            Clock.systemUTC());
    for (int i = 0; i < 2; i++) {
      stage = "apply " + (i + 1);
      HistoryEntry entry = runner.apply(migration, "", Optional.of(plan.to()), List.of());
      mustBe(plan.to(), laboratory.schema());
      stage = "rollback " + (i + 1);
      runner.rollback(entry, 0);
      mustBeAsRead(before, laboratory.schema());
      mustBeSame(rows, dump());
    }
    stage = "apply for good";
    runner.apply(migration, "", Optional.of(plan.to()), List.of());
    SortedMap<String, List<String>> applied = dump();
    stage = "purge";
    runner.purge(Optional.empty(), false);
    mustBe(plan.to(), laboratory.schema());
    mustBeSame(applied, dump());
    List<String> left = laboratory.leftovers();
    if (!left.isEmpty()) throw failure("left behind: " + left);
    mustBeEmpty(plan(laboratory.read(), to, "0badcaff"));
  }

  /** Where a type cannot change while its table is in use, it changes under a lock. */
  private Declared possible(Catalog before, Hints hints) {
    Declared to = declared(pair.to(), hints);
    if (hints.online().isEmpty()) return to;
    Set<ColumnRef> online = new TreeSet<>(hints.online());
    for (Refusal refusal : plan(before, to, "0badcafe").refusals()) {
      if (refusal.reason().code() != FindingCode.NOT_WHILE_IN_USE) continue;
      online.removeIf(
          c -> refusal.source().equals(ObjectRef.table(inNamespace(c.table())).column(c.column())));
    }
    return online.equals(hints.online()) ? to : possible(before, hints.withOnline(online));
  }

  private void forward(Plan plan) throws SQLException {
    ModelState state = new ModelState(plan.from(), laboratory.dialect());
    LiveSchema live = laboratory.live();
    for (int i = 0; i < plan.steps().size(); i++) {
      Step step = plan.steps().get(i);
      stage = "step up";
      laboratory.run(step.mode(), step.up());
      state.apply(step.effects());
      stage = "look after step up";
      live = look(step, i, state, live, step.up());
    }
  }

  private void back(Plan plan) throws SQLException {
    ModelState state = new ModelState(plan.to(), laboratory.dialect());
    LiveSchema live = laboratory.live();
    for (int i = plan.steps().size() - 1; i >= 0; i--) {
      Step step = plan.steps().get(i);
      stage = "step down";
      laboratory.run(step.downMode(), step.down());
      state.apply(step.undone());
      stage = "look after step down";
      live = look(step, i, state, live, step.down());
    }
  }

  /** The step did what the plan says, and what a run reads after it is what it left. */
  private LiveSchema look(
      Step step, int number, ModelState state, LiveSchema before, List<String> statements) {
    LiveSchema live = laboratory.live();
    String difference = Difference.between(state.schema(), live.schema());
    if (!difference.isEmpty())
      throw failure(step.title() + " [step " + (number + 1) + "]\n  " + difference);
    LiveSchema read = before.after(laboratory.database(), Scope.ALL.withoutSizes(), statements);
    String missed = Difference.between(live.schema(), read.schema());
    missed += missed("schema", live.schema(), read.schema());
    missed += missed("fingerprint", count(live), count(read));
    missed += missed("facts", live.catalog().tables().keySet(), read.catalog().tables().keySet());
    missed += missed("trash", trash(live), trash(read));
    if (!missed.isEmpty())
      throw failure(
          "read after the step alone: %s [step %d]\n  %s"
              .formatted(step.title(), number + 1, missed));
    return read;
  }

  private static String missed(String what, Object whole, Object read) {
    return whole.equals(read) ? "" : "\n  %s: %s\n  read: %s".formatted(what, whole, read);
  }

  /** What is in the trash, without the number of rows: the server estimates it at any time. */
  private static Set<String> trash(LiveSchema live) {
    return live.catalog().trash().stream()
        .map(item -> item.table() + " " + item.column().orElse(""))
        .collect(Collectors.toSet());
  }

  private static String count(LiveSchema live) {
    return live.count().text(EnumSet.allOf(SchemaObject.Kind.class));
  }

  // --- planning, as the workflow does it

  private Declared declared(Schema schema, Hints hints) {
    ReadResult read =
        new SchemaReader(
                new EngineWords(laboratory.yamlWords(), Set.copyOf(laboratory.yamlWords())))
            .readString("schema.yaml", Pair.yaml(schema));
    List<Problem> problems = new ArrayList<>(read.errors());
    if (read.declared().isEmpty()) throw failure("YAML: " + problems);
    Schema again = read.declared().get().schema();
    Declared lowered =
        laboratory
            .dialect()
            .lower(
                new Declared(again, hints, Origins.NONE),
                laboratory.dialect().defaultNamespace(),
                problems::add);
    problems.removeIf(p -> p.severity() != Problem.Severity.ERROR);
    if (!problems.isEmpty()) throw failure("lowering: " + problems);
    return lowered.withSchema(laboratory.dialect().normalize(lowered.schema()));
  }

  private Plan plan(Catalog live, Declared desired, String token) {
    List<dev.underpin.schema.catalog.Note> notes = new ArrayList<>();
    Schema target =
        laboratory
            .dialect()
            .normalize(laboratory.database().spell(desired.schema(), live, notes::add));
    PlanOptions options = PlanOptions.DEFAULT.withAllowed(Set.of(Allow.values()));
    return Planner.plan(
        new PlanRequest(laboratory.dialect(), live, target, desired.hints(), options, token));
  }

  private List<String> refusals(Plan plan) {
    List<String> refusals =
        new ArrayList<>(plan.refusals().stream().map(r -> r.reason().text()).toList());
    refusals.addAll(found(plan.steps().stream().flatMap(s -> s.checks().stream()).toList()));
    return refusals;
  }

  private List<String> found(List<DataCheck> probes) {
    return laboratory.database().answer(probes, LIMIT).stream()
        .filter(a -> a.unanswered().isEmpty() && a.count() > 0)
        .map(DataCheckAnswer::sentence)
        .toList();
  }

  // --- rows

  private void fill(Schema lowered) throws SQLException {
    for (Row row : pair.rows()) {
      String table = laboratory.dialect().quote(inNamespace(row.table()));
      List<String> columns =
          row.values().keySet().stream().map(laboratory.dialect()::quote).toList();
      try {
        laboratory.execute(flavour.insert(table, columns, List.copyOf(row.values().values())));
      } catch (SQLException e) {
        if (e.getSQLState() != null && e.getSQLState().startsWith("42")) throw e;
      }
    }
    for (Table table : lowered.tables().values()) {
      for (String repair : flavour.repairs(table)) laboratory.execute(repair);
    }
  }

  /** The name as a plan has it, where the pair says no namespace. */
  private QualifiedName inNamespace(QualifiedName name) {
    return name.schema().isEmpty()
        ? new QualifiedName(laboratory.dialect().defaultNamespace(), name.name())
        : name;
  }

  SortedMap<String, List<String>> dump() throws SQLException {
    return TableDump.of(laboratory.connection());
  }

  // --- what must be

  private void mustBe(Schema expected, Schema actual) {
    String difference = Difference.between(expected, actual);
    if (!difference.isEmpty()) throw failure("another schema\n  " + difference);
  }

  private void mustBeAsRead(Schema expected, Schema actual) {
    String difference = Difference.betweenRead(expected, actual);
    if (!difference.isEmpty()) throw failure("another schema\n  " + difference);
  }

  private void mustBeEmpty(Plan plan) {
    if (!plan.isEmpty()) {
      throw failure(
          "the next plan is not empty\n  "
              + plan.changes().stream().map(String::valueOf).collect(Collectors.joining("\n  "))
              + plan.refusals());
    }
  }

  private void mustBeSame(Map<String, List<String>> expected, Map<String, List<String>> actual) {
    if (expected.equals(actual)) return;
    List<String> lines = new ArrayList<>();
    expected.forEach(
        (table, rows) -> {
          if (!rows.equals(actual.get(table)))
            lines.add(table + ": expected " + rows + "\n    found " + actual.get(table));
        });
    actual.forEach(
        (table, rows) -> {
          if (!expected.containsKey(table)) lines.add(table + " is new: " + rows);
        });
    throw failure("other rows\n  " + String.join("\n  ", lines));
  }

  private Failure failure(String what) {
    return new Failure(stage, what, steps, new IllegalStateException());
  }
}
