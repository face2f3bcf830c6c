package dev.underpin.planner.postgresql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.lint.EngineLint;
import dev.underpin.planner.postgresql.access.AccessRefusals;
import dev.underpin.planner.postgresql.access.AccessSteps;
import dev.underpin.planner.postgresql.index.RenamePart;
import dev.underpin.planner.postgresql.kit.BodyCalls;
import dev.underpin.planner.postgresql.kit.EarlierTrash;
import dev.underpin.planner.postgresql.kit.ForeignKeyDependents;
import dev.underpin.planner.postgresql.kit.FreePartitions;
import dev.underpin.planner.postgresql.kit.IndexOptions;
import dev.underpin.planner.postgresql.kit.Inheritance;
import dev.underpin.planner.postgresql.kit.LabelUse;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.NamedObjects;
import dev.underpin.planner.postgresql.kit.OneTransaction;
import dev.underpin.planner.postgresql.kit.OwnedSequences;
import dev.underpin.planner.postgresql.kit.PartitionParts;
import dev.underpin.planner.postgresql.kit.PartitionRules;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.ReplacedFunctions;
import dev.underpin.planner.postgresql.kit.SequenceOwners;
import dev.underpin.planner.postgresql.kit.VisibleRows;
import dev.underpin.planner.postgresql.lint.PostgresColumnRules;
import dev.underpin.planner.postgresql.lint.PostgresSchemaRules;
import dev.underpin.planner.postgresql.lint.PostgresStatementRules;
import dev.underpin.planner.postgresql.object.StepAside;
import dev.underpin.planner.postgresql.table.TieSteps;
import dev.underpin.planner.postgresql.type.NamespaceRecipe;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.RecipeResult;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.Ties;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL's recipes. */
public final class PostgresPlanner implements EnginePlanner {
  @Override
  public String engineId() {
    return "postgresql";
  }

  @Override
  public RecipeResult make(List<Change> declared, PlanningInput input) {
    PostgresContext context = new PostgresContext(input, declared);
    StepSink sink = new StepSink();
    List<Change> without =
        LabelUse.withoutLostLabels(
            ForeignKeyDependents.added(ownersSeparated(context, sink, declared), context), context);
    IndexOptions indexes = new IndexOptions(context, without);
    indexes.refuse(sink);
    PartitionParts parts = new PartitionParts(context, indexes.added());
    parts.refuse(sink);
    List<Change> changes = parts.remaining();
    context.backfillReads().refuseCycles(sink);
    Inheritance inheritance = new Inheritance(context, sink);
    inheritance.refuse(changes);
    new PartitionRules(context, sink).refuse(changes);
    StepAside aside = new StepAside(context, sink, changes);
    ReplacedFunctions functions = new ReplacedFunctions(context, changes);
    functions.refuse(sink);
    Dispatch dispatch =
        new Dispatch(context, sink, inheritance, aside, functions, indexes, parts, changes);
    for (Change change : changes) change.accept(dispatch).run();
    parts.renames().forEach(rename -> new RenamePart(context, sink, rename).run());
    aside.run();
    new AccessRefusals(input, sink, changes).check();
    RecipeResult result = new VisibleRows(context).checked(sink.result());
    List<UnorderedStep> named = new NamedObjects(context, changes).ordered(result.drafts());
    List<UnorderedStep> called = functions.ordered(new BodyCalls(changes).ordered(named));
    List<UnorderedStep> drafts = NamespaceRecipe.ordered(called, changes);
    return new RecipeResult(OneTransaction.joined(drafts), result.refusals(), result.notes());
  }

  @Override
  public Ties ties(Dialect dialect, Catalog catalog, Schema desired, Hints hints) {
    return new FreePartitions((PostgresDialect) dialect, catalog, desired, hints).ties();
  }

  @Override
  public RecipeResult tied(RecipeResult recipe, Ties ties, Schema free, PlanningInput input) {
    if (ties.isEmpty()) return recipe;
    PostgresContext context = new PostgresContext(input, List.of());
    return new TieSteps(context, ties, free).around(recipe);
  }

  private static List<Change> ownersSeparated(
      PostgresContext context, StepSink sink, List<Change> declared) {
    List<Change> free = new OwnedSequences(context, sink, declared).separated();
    return new SequenceOwners(context, sink, free).separated(free);
  }

  @Override
  public List<Step> join(List<Step> steps, PlanningInput input) {
    boolean managed =
        !input.target().access().isEmpty() || !input.catalog().schema().access().isEmpty();
    return managed ? new AccessSteps(input).added(steps) : steps;
  }

  @Override
  public EngineLint lint() {
    return new EngineLint(
        PostgresSchemaRules.ALL,
        Stream.of(PostgresStatementRules.ALL, PostgresColumnRules.ALL)
            .flatMap(List::stream)
            .toList());
  }

  @Override
  public List<String> filePrologue(String defaultNamespace) {
    return List.of(
        "\\set ON_ERROR_STOP on",
        "SET search_path TO \"" + defaultNamespace.replace("\"", "\"\"") + "\";",
        "SET check_function_bodies TO off;",
        "SET lock_timeout TO '5s';",
        "SET statement_timeout TO 0;",
        "SET row_security TO off;");
  }

  @Override
  public List<String> renameEarlierTrash(
      Dialect dialect, String token, Collection<QualifiedName> tables) {
    return EarlierTrash.rename(token);
  }

  @Override
  public Optional<String> spaceLeft(Dialect dialect, QualifiedName table) {
    return Optional.of(
        "the old versions of the rows stay in the table until they are vacuumed, and it stays as large as it was then. Make"
            + " the space free for new rows: %s; Give it back while the table is in use: pg_repack --table=%s"
                .formatted(dialect.sql("VACUUM {}", table), table));
  }

  @Override
  public Lock rowLock() {
    return Locks.ROWS;
  }

  /** The name of some begins with what is held for long, and a moment of another one follows. */
  @Override
  public Lock.Blocks blocks(String name) {
    if (name.startsWith("ACCESS EXCLUSIVE")) return Lock.Blocks.READS_AND_WRITES;
    boolean letsWrite =
        name.startsWith("SHARE UPDATE EXCLUSIVE")
            || name.startsWith("ROW EXCLUSIVE")
            || name.equals("no table lock");
    return letsWrite ? Lock.Blocks.NOTHING : Lock.Blocks.WRITES;
  }

  @Override
  public boolean runsTextInOneTransaction() {
    return true;
  }

  @Override
  public Framing framing(Mode mode) {
    return mode == Mode.TRANSACTION || mode == Mode.DETACHED
        ? new Framing(List.of("BEGIN"), List.of("COMMIT"))
        : Framing.NONE;
  }
}
