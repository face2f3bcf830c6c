package dev.underpin.planner.sqlite;

import dev.underpin.dialect.sqlite.SqliteDialectProvider;
import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AddIndex;
import dev.underpin.planner.change.Change.AlterIndex;
import dev.underpin.planner.change.Change.DropIndex;
import dev.underpin.planner.change.Change.TableChange;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.RecipeResult;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.sqlite.alter.AlterTableRecipe;
import dev.underpin.planner.sqlite.alter.IndexRecipe;
import dev.underpin.planner.sqlite.alter.TableRecipe;
import dev.underpin.planner.sqlite.kit.CyclicStepMerger;
import dev.underpin.planner.sqlite.kit.Situation;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.sqlite.object.ObjectRecipe;
import dev.underpin.planner.sqlite.rebuild.RebuildRecipe;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.catalog.InvalidObject;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;

/** SQLite's safe ways to make changes. */
public final class SqlitePlanner implements EnginePlanner {
  @Override
  public String engineId() {
    return SqliteDialectProvider.ENGINE_ID;
  }

  /**
   * For each table the least that does: ALTER TABLE where all of the table's changes can be made so
   * by the library that will run the plan, else one rebuild for all of them together.
   */
  @Override
  public RecipeResult make(List<Change> changes, PlanningInput context) {
    Situation situation = new Situation(changes, context);
    StepSink sink = new StepSink();
    TableRecipe tables = new TableRecipe(situation, sink);
    ObjectRecipe objects = new ObjectRecipe(situation, sink);
    Dispatch dispatch = new Dispatch(tables, objects, sink);
    for (Change change : changes) change.accept(dispatch).run();
    refuseTooNew(situation, sink);
    tables.create(dispatch.created());
    dispatch.changed().forEach((name, list) -> change(situation, name, list, sink));
    tables.drop(dispatch.dropped());
    for (InvalidObject object : context.catalog().broken()) {
      if (sink.runs(object.sql())) sink.note(object.name(), takenDown(object));
    }
    RecipeResult result = sink.result();
    return new RecipeResult(
        CyclicStepMerger.joined(result.drafts()), result.refusals(), result.notes());
  }

  private static String takenDown(InvalidObject object) {
    return "is a "
        + object.kind().words()
        + " that cannot be used ("
        + object.why()
        + "). SQLite refuses renames and drops while it exists, so the plan drops it and creates it again unchanged.";
  }

  private static void change(
      Situation situation, QualifiedName name, List<TableChange> changes, StepSink sink) {
    PlanningInput context = situation.context();
    TableChanges group =
        new TableChanges(
            context.renamed().table(name).orElseThrow(),
            context.target().table(name).orElseThrow(),
            changes);
    new ObjectRecipe(situation, sink).refuseBroken(group);
    boolean rebuilt = false;
    if (!group.structural().isEmpty()) {
      Optional<List<UnorderedStep>> alters = AlterTableRecipe.drafts(situation, group);
      alters.ifPresent(list -> list.forEach(sink::add));
      rebuilt = alters.isEmpty();
      if (rebuilt) sink.add(RebuildRecipe.draft(situation, group, sink));
    }
    IndexRecipe indexes = new IndexRecipe(situation, name);
    for (DropIndex drop : rebuilt ? group.droppedBefore() : group.of(DropIndex.class))
      sink.add(indexes.drop(group, drop));
    for (AddIndex add : rebuilt ? group.addedAfter() : group.of(AddIndex.class))
      sink.add(indexes.add(group, add));
    if (rebuilt) return;
    for (AlterIndex alter : group.of(AlterIndex.class)) sink.add(indexes.alter(group, alter));
  }

  /** What the library that will run the plan does not know. */
  private static void refuseTooNew(Situation situation, StepSink sink) {
    if (situation.atLeast(3, 37)) return;
    for (Table table : situation.context().target().tables().values()) {
      boolean was = situation.context().renamed().tables().containsValue(table);
      if (was || !SqliteOptions.isSet(table.options(), SqliteOptions.STRICT)) continue;
      sink.refuse(Refusals.strictTooNew(table.name(), situation.dialect().engine().version()));
    }
  }

  /**
   * The shell goes on after an error unless it is told not to, and enforces foreign keys only when
   * asked.
   */
  @Override
  public List<String> filePrologue(String defaultNamespace) {
    return List.of(".bail on", "PRAGMA foreign_keys = ON;");
  }

  /** Whether foreign keys are enforced can only be changed outside of a transaction. */
  @Override
  public Framing framing(Mode mode) {
    return switch (mode) {
      case TRANSACTION -> new Framing(List.of("BEGIN IMMEDIATE"), List.of("COMMIT"));
      case DETACHED ->
          new Framing(
              List.of("PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE"),
              List.of("COMMIT", "PRAGMA foreign_keys = ON"));
      case ALONE, BATCHES, BY_TOOL -> Framing.NONE;
    };
  }
}
