package dev.underpin.workflow.rehearsal;

import dev.underpin.dialect.Dialect;
import dev.underpin.introspect.Scope;
import dev.underpin.planner.Plan;
import dev.underpin.planner.Planner;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.migration.Migration;
import dev.underpin.planner.migration.MigrationStep;
import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.migration.Tokens;
import dev.underpin.planner.order.Promise;
import dev.underpin.planner.order.Proof;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.request.PlanRequest;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Step;
import dev.underpin.runner.Runner;
import dev.underpin.runner.apply.RunListener;
import dev.underpin.runner.apply.RunOptions;
import dev.underpin.runner.message.DifferenceNames;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import dev.underpin.workflow.database.LiveDatabase;
import dev.underpin.workflow.settings.Settings;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs a plan up, down and up on an empty copy of what it changes. The runner does it, as it does
 * for good: it compares the catalog with the promise after every step.
 */
public final class Rehearsal {
  private static final String ID = "rehearsal";

  private final Plan plan;
  private final Dialect dialect;
  private final Catalog catalog;
  private final Optional<LiveDatabase> live;
  private final Settings settings;
  private final Origins origins;
  private final boolean required;

  /**
   * @param dialect what the plan is for
   * @param catalog what the plan starts from
   * @param live the database, where its structure may be copied as it is
   * @param origins where the YAML declares what the plan makes
   * @param required true where a plan that cannot be rehearsed is an error
   */
  public Rehearsal(
      Plan plan,
      Dialect dialect,
      Catalog catalog,
      Optional<LiveDatabase> live,
      Settings settings,
      Origins origins,
      boolean required) {
    this.origins = origins;
    this.required = required;
    this.plan = plan;
    this.dialect = dialect;
    this.catalog = catalog;
    this.live = live;
    this.settings = settings;
  }

  /** Why this plan was not rehearsed; nothing is wrong with it. */
  private static final class NotPossible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPossible(String why) {
      super(why);
    }
  }

  /**
   * Rehearse.
   *
   * @return where it was rehearsed, or why not, as a sentence without its full stop
   * @throws UnderpinException where a step fails or does something else than the plan promises
   */
  public String run() {
    try (RehearsalPlace place =
        RehearsalPlace.open(dialect, settings.connectableScratch())
            .orElseThrow(() -> new NotPossible("no scratch server is named (--scratch-url)"))) {
      Database copy = place.database();
      if (plan.changes().stream().anyMatch(c -> c instanceof Change.ChangeAccess))
        throw new NotPossible("grants and owners need the roles of the database");
      live.flatMap(l -> l.database().whyUnlike(copy))
          .ifPresent(
              why -> {
                throw new NotPossible(why);
              });
      Plan part = part(prepared(copy));
      new Play(copy, part, migration(part, copy.dialect(), ID), origins).run(this::runner);
      return "Rehearsed on " + copy.engine();
    } catch (NotPossible e) {
      if (required) throw notPossible(String.valueOf(e.getMessage()));
      return "Not rehearsed: " + e.getMessage();
    }
  }

  private static UnderpinException notPossible(String why) {
    return UnderpinException.failed(
        FindingCode.REHEARSAL_FAILED,
        "The plan cannot be rehearsed: %s.\nPlan without --rehearse, or change what is named here."
            .formatted(why));
  }

  /** The copy's schema, once it has the tables that the plan is about. */
  private Schema prepared(Database copy) {
    AffectedSchema affected = AffectedSchema.of(plan, catalog);
    Set<String> names = new HashSet<>();
    affected.tables().forEach(t -> names.add(t.name()));
    affected.objects().forEach(o -> names.add(o.name().name()));
    try {
      List<String> statements =
          live.isEmpty()
              ? List.of()
              : live.get()
                  .database()
                  .asking(
                      () ->
                          copy.introspector()
                              .structureOf(live.get().database().connection(), names));
      if (statements.isEmpty()) create(copy, affected.of(plan.from()));
      else for (String sql : statements) copy.asking(() -> Sql.execute(copy.connection(), sql));
    } catch (UnderpinException e) {
      throw new NotPossible("the copy of the schema cannot be created (" + firstLine(e) + ")");
    }
    Schema made = copy.read(scope()).schema();
    Schema meant =
        AffectedSchema.only(plan.from(), made.tables()::containsKey, made.objects()::containsKey)
            .withAccess(Map.of());
    String differences = DifferenceNames.between(meant, made);
    if (!differences.isEmpty())
      throw new NotPossible("the copy of the schema differs from the schema: " + differences);
    return made.withAccess(Map.of());
  }

  private void create(Database copy, Schema schema) {
    Catalog empty = copy.read(scope());
    TreeSet<String> namespaces = new TreeSet<>(schema.namespaces());
    namespaces.addAll(empty.schema().namespaces());
    Plan creating =
        Planner.plan(
            new PlanRequest(
                copy.dialect(),
                empty,
                schema.withNamespaces(namespaces),
                Hints.NONE,
                PlanOptions.DEFAULT.withAllowed(EnumSet.allOf(Allow.class)),
                Tokens.of("copy")));
    if (!creating.refusals().isEmpty())
      throw new NotPossible(creating.refusals().get(0).reason().text());
    runner(copy, RunListener.NONE)
        .apply(migration(creating, copy.dialect(), "copy"), "", Optional.empty(), List.of());
  }

  /** The part of the plan that the copy has; its steps are all of them. */
  private Plan part(Schema from) {
    Schema to =
        AffectedSchema.only(
                plan.to(),
                name -> from.tables().containsKey(name) || !plan.from().tables().containsKey(name),
                key -> from.objects().containsKey(key) || !plan.from().objects().containsKey(key))
            .withAccess(Map.of())
            .withNamespaces(namespaces(from));
    List<Step> steps = plan.steps().stream().map(Rehearsal::withoutAccess).toList();
    Promise promise = Proof.prove(dialect, from, to, steps, plan.promise().needs().kinds());
    return new Plan(
        from, to, plan.changes(), plan.rows(), plan.seeds(), steps, promise, List.of(), List.of());
  }

  /** The copy has none of the grants and owners. */
  private static Step withoutAccess(Step step) {
    List<Change> effects =
        step.effects().stream().filter(e -> !(e instanceof Change.ChangeAccess)).toList();
    return effects.size() == step.effects().size() ? step : step.withEffects(effects);
  }

  /** The namespaces of the copy, and those that the plan adds. */
  private TreeSet<String> namespaces(Schema copy) {
    TreeSet<String> namespaces = new TreeSet<>(plan.to().namespaces());
    namespaces.removeAll(plan.from().namespaces());
    namespaces.addAll(copy.namespaces());
    return namespaces;
  }

  private Migration migration(Plan part, Dialect copy, String id) {
    Migration migration =
        Migrations.of(part, id, copy, catalog.defaultNamespace(), EnumSet.allOf(Allow.class));
    return migration.withSteps(migration.steps().stream().map(MigrationStep::withoutTool).toList());
  }

  private Runner runner(Database copy, RunListener listener) {
    return new Runner(copy, RunOptions.DEFAULT, scope(), listener, Clock.systemUTC());
  }

  private Scope scope() {
    return live.map(LiveDatabase::everything).orElse(Scope.ALL).withoutSizes();
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
