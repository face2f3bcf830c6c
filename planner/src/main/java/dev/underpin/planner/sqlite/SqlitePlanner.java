package dev.underpin.planner.sqlite;

import dev.underpin.dialect.sqlite.SqliteDialectProvider;
import dev.underpin.dialect.sqlite.canonical.SqliteOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.lint.EngineLint;
import dev.underpin.planner.lint.schema.IndexRules;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.RecipeResult;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.sqlite.kit.CyclicStepMerger;
import dev.underpin.planner.sqlite.kit.Locks;
import dev.underpin.planner.sqlite.kit.ParentKeys;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.schema.catalog.InvalidObject;
import dev.underpin.schema.model.Table;
import java.util.List;

/** SQLite's safe ways to make changes. */
public final class SqlitePlanner implements EnginePlanner {
  @Override
  public String engineId() {
    return SqliteDialectProvider.ENGINE_ID;
  }

  @Override
  public RecipeResult make(List<Change> changes, PlanningInput input) {
    SqliteContext context = new SqliteContext(input, changes);
    StepSink sink = new StepSink();
    refuseTooNew(context, sink);
    new ParentKeys(context).refuseMissing(sink);
    context.backfillReads().refuseCycles(sink);
    new Dispatch(context, sink).run(changes);
    for (InvalidObject object : context.catalog().broken()) {
      if (sink.runs(object.sql())) sink.note(object.name(), recreated(object));
    }
    RecipeResult result = sink.result();
    return new RecipeResult(
        CyclicStepMerger.joined(result.drafts()), result.refusals(), result.notes());
  }

  private static String recreated(InvalidObject object) {
    return """
        is a %s that cannot be used (%s). SQLite refuses renames and drops while it exists, so the \
        plan drops it and creates it again unchanged."""
        .formatted(object.kind().words(), object.why());
  }

  /** What the library that will run the plan does not know. */
  private static void refuseTooNew(SqliteContext context, StepSink sink) {
    if (context.atLeast(3, 37)) return;
    for (Table table : context.target().tables().values()) {
      boolean existed = context.renamed().tables().containsValue(table);
      if (existed || !SqliteOptions.isSet(table.options(), SqliteOptions.STRICT)) continue;
      sink.refuse(Refusals.strictTooNew(table.name(), context.dialect().engine().version()));
    }
  }

  /**
   * The shell goes on after an error unless it is told not to, and enforces foreign keys only when
   * asked.
   */
  @Override
  public EngineLint lint() {
    return new EngineLint(List.of(IndexRules.FOREIGN_KEY_INDEX), List.of());
  }

  @Override
  public List<String> filePrologue(String defaultNamespace) {
    return List.of(".bail on", "PRAGMA foreign_keys = ON;");
  }

  @Override
  public Lock.Blocks blocks(String name) {
    return Lock.Blocks.WRITES;
  }

  @Override
  public Lock rowLock() {
    return Locks.ROWS;
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
