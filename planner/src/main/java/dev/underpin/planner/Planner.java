package dev.underpin.planner;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.diff.DiffResult;
import dev.underpin.planner.diff.LiveLetters;
import dev.underpin.planner.diff.ManagedAccess;
import dev.underpin.planner.diff.NamedChanges;
import dev.underpin.planner.diff.OtherNamespaces;
import dev.underpin.planner.diff.SchemaDiff;
import dev.underpin.planner.order.OtherProjects;
import dev.underpin.planner.order.Promise;
import dev.underpin.planner.order.Proof;
import dev.underpin.planner.order.StepOrder;
import dev.underpin.planner.order.TakenNames;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.RecipeResult;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.recipe.Ties;
import dev.underpin.planner.request.PlanOptions;
import dev.underpin.planner.request.PlanRequest;
import dev.underpin.planner.seed.SeedSteps;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes plans. Pure: it reads the request alone. What the rows must be like for a step to succeed
 * is in the {@linkplain Step#checks checks} of the step, for others to ask.
 */
public final class Planner {
  private Planner() {}

  /** Plan the way from the live schema to the desired one. */
  public static Plan plan(PlanRequest asked) {
    PlanRequest request = ManagedAccess.narrowed(asked);
    LiveLetters.Aligned declared =
        LiveLetters.of(
            request.dialect(), request.catalog().schema(), request.desired(), request.hints());
    List<Note> notes = new ArrayList<>(declared.notes());
    EnginePlanner recipes = recipes(request.dialect().engine().id());
    Ties ties = ties(recipes, request, declared);
    DiffResult free = differences(request, ties, declared, notes);
    DiffResult diff =
        new DiffResult(
            ties.around(free.changes(), free.target()),
            free.renamed(),
            ties.target(free.target()),
            free.refusals(),
            free.notes());
    List<Refusal> refusals = new ArrayList<>(diff.refusals());
    refusals.addAll(ties.refusals());
    notes.addAll(diff.notes());
    SeedSteps rows =
        new SeedSteps(
            request.dialect(),
            request.catalog(),
            diff.target(),
            recipes.rowLock(),
            request.seeds());
    if (diff.changes().isEmpty()) return finished(request, diff, rows, List.of(), refusals, notes);

    PlanningInput context =
        new PlanningInput(
            request.dialect(),
            request.catalog().withSchema(ties.live()),
            free.renamed(),
            free.target(),
            declared.hints(),
            request.token(),
            request.options());
    RecipeResult recipe =
        recipes.tied(
            recipes.make(free.changes(), context),
            ties,
            free.target(),
            context.withTarget(diff.target()));
    refusals.addAll(recipe.refusals());
    notes.addAll(recipe.notes());
    List<Step> steps = recipes.join(StepOrder.order(recipe.drafts()), context);
    refusals.addAll(
        new OtherProjects(request.catalog().schema(), request.options().owned())
            .touchedBy(diff.changes(), steps));
    refusals.addAll(
        TakenNames.between(request.dialect(), request.catalog().schema(), diff.target()));
    return finished(request, diff, rows, steps, refusals, notes);
  }

  private static DiffResult differences(
      PlanRequest request, Ties ties, LiveLetters.Aligned declared, List<Note> notes) {
    PlanOptions options = request.options();
    DiffResult all =
        SchemaDiff.between(
            request.dialect(),
            ties.live(),
            ties.desired(),
            declared.hints(),
            options.onlyListed(),
            request.everyKind(),
            options.owned());
    if (options.only().isEmpty()) {
      boolean listed = declared.hints().onlyNamespaces() && !options.onlyListed();
      return listed
          ? OtherNamespaces.added(request.dialect(), request.catalog(), all, declared.desired())
          : all;
    }
    NamedChanges.Narrowed named =
        NamedChanges.of(
            request.dialect(),
            request.catalog(),
            all,
            declared.hints(),
            kinds(request, List.of()),
            options.only());
    notes.addAll(named.notes());
    return SchemaDiff.between(
        request.dialect(),
        request.catalog().schema(),
        named.desired(),
        named.hints(),
        false,
        false,
        options.owned());
  }

  /** A plan of some tables alone leaves the others as they are. */
  private static Ties ties(
      EnginePlanner recipes, PlanRequest request, LiveLetters.Aligned declared) {
    return request.options().only().isEmpty()
        ? recipes.ties(request.dialect(), request.catalog(), declared.desired(), declared.hints())
        : Ties.none(request.catalog().schema(), declared.desired());
  }

  /** The recipes of an engine, by its id. */
  public static EnginePlanner recipes(String engineId) {
    for (EnginePlanner recipes :
        ServiceLoader.load(EnginePlanner.class, EnginePlanner.class.getClassLoader())) {
      if (recipes.engineId().equals(engineId)) return recipes;
    }
    throw UnderpinException.failed(
        "There are no recipes for an engine called \"" + engineId + "\" here.");
  }

  private static Plan finished(
      PlanRequest request,
      DiffResult diff,
      SeedSteps rows,
      List<Step> ordered,
      List<Refusal> refusals,
      List<Note> notes) {
    List<Step> steps = rows.added(ordered);
    List<Refusal> standing =
        refusals.stream()
            .filter(r -> Collections.disjoint(r.answeredBy(), request.options().allowed()))
            .toList();
    boolean provable = standing.stream().allMatch(r -> !r.answeredBy().isEmpty());
    Promise promise =
        provable
            ? Proof.prove(
                request.dialect(),
                request.catalog().schema(),
                diff.target(),
                steps,
                kinds(request, steps))
            : Promise.NONE;
    return new Plan(
        request.catalog().schema(),
        diff.target(),
        diff.changes(),
        rows.rows(),
        request.written(),
        steps,
        promise,
        standing,
        notes);
  }

  /** The kinds of objects that the schema speaks of or that a step touches. */
  private static Set<SchemaObject.Kind> kinds(PlanRequest request, List<Step> steps) {
    EnumSet<SchemaObject.Kind> kinds = EnumSet.noneOf(SchemaObject.Kind.class);
    kinds.addAll(request.hints().managed());
    request.desired().objects().keySet().forEach(key -> kinds.add(key.kind()));
    for (Step step : steps) {
      for (Change change : step.effects()) {
        if (change instanceof Change.CreateObject c) kinds.add(c.object().kind());
        if (change instanceof Change.DropObject c) kinds.add(c.object().kind());
        if (change instanceof Change.ReplaceObject c) kinds.add(c.after().kind());
        if (changesPartition(change, request)) kinds.add(SchemaObject.Kind.PARTITION);
      }
    }
    return kinds;
  }

  private static boolean changesPartition(Change change, PlanRequest request) {
    if (change instanceof Change.CreateTable c) return c.definition().partition().isPresent();
    if (change instanceof Change.DropTable c) return c.definition().partition().isPresent();
    return change instanceof Change.TableChange c
        && Stream.of(request.catalog().schema(), request.desired())
            .flatMap(schema -> schema.table(c.table()).stream())
            .anyMatch(table -> table.partition().isPresent());
  }
}
