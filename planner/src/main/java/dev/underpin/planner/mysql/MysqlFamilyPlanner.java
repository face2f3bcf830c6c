package dev.underpin.planner.mysql;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.mysql.ddl.MysqlDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.constraint.PrimaryKeyChange;
import dev.underpin.planner.mysql.kit.AlterCoalescing;
import dev.underpin.planner.mysql.kit.Backfill;
import dev.underpin.planner.mysql.kit.ColumnChecks;
import dev.underpin.planner.mysql.kit.CopiedForeignKeys;
import dev.underpin.planner.mysql.kit.EarlierTrash;
import dev.underpin.planner.mysql.kit.ForeignKeyDependents;
import dev.underpin.planner.mysql.kit.GeneratedColumnDependents;
import dev.underpin.planner.mysql.kit.GeneratedIndexes;
import dev.underpin.planner.mysql.kit.KeyLimits;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.RelativeCollations;
import dev.underpin.planner.mysql.kit.SequenceUsers;
import dev.underpin.planner.mysql.object.RenamesWithObjects;
import dev.underpin.planner.mysql.object.TriggerGroups;
import dev.underpin.planner.mysql.object.UnchangedObjects;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.recipe.PlanningInput;
import dev.underpin.planner.recipe.RecipeResult;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The recipes of both servers; what differs between them is in {@link Operation}. */
abstract class MysqlFamilyPlanner implements EnginePlanner {
  @Override
  public final RecipeResult make(List<Change> declared, PlanningInput input) {
    MysqlContext first = new MysqlContext(input, declared);
    List<Change> all =
        ColumnChecks.withTheirColumns(
            first,
            ForeignKeyDependents.added(first, GeneratedColumnDependents.separate(first, declared)));
    MysqlContext context = first.dropping(all);
    StepSink sink = new StepSink();
    context.backfillReads().refuseCycles(sink);
    Dispatch dispatch = new Dispatch(context, sink);
    List<Change> alone = TriggerGroups.together(context, sink, all);
    for (Change change : PrimaryKeyChange.together(context, sink, alone)) {
      change.accept(dispatch).run();
    }
    context.versions().note(sink);
    KeyLimits.refuse(context, sink, declared);
    SequenceUsers users = new SequenceUsers(context);
    users.refuseUsed(sink);
    RecipeResult result = sink.result();
    List<UnorderedStep> steps =
        new CopiedForeignKeys(context)
            .checked(RelativeCollations.applied(context, users.ordered(result.drafts())));
    return new RecipeResult(
        RenamesWithObjects.joined(UnchangedObjects.named(context, steps)),
        result.refusals(),
        result.notes());
  }

  /** True where the server has system-versioned tables. */
  abstract boolean keepsVersions();

  @Override
  public final List<String> filePrologue(String defaultNamespace) {
    List<String> lines = new ArrayList<>();
    lines.add(MysqlDdl.SET_NAMES + ";");
    lines.add(MysqlDdl.setSqlMode() + ";");
    lines.add(MysqlDdl.setTimeZone() + ";");
    if (keepsVersions()) lines.add(MysqlDdl.keepVersions() + ";");
    lines.add("SET SESSION lock_wait_timeout = 5;");
    return lines;
  }

  @Override
  public final List<Step> join(List<Step> steps, PlanningInput input) {
    return GeneratedIndexes.kept(input, AlterCoalescing.neighbours(steps));
  }

  /** A compound body has semicolons of its own. */
  @Override
  public final String ended(String statement) {
    return statement.contains(";")
        ? "DELIMITER ;;\n" + statement + ";;\nDELIMITER ;"
        : statement + ";";
  }

  @Override
  public final String plain(String statements) {
    return statements.replaceAll("(?m)^DELIMITER .*$", "");
  }

  @Override
  public final List<String> renameEarlierTrash(
      Dialect dialect, String token, Collection<QualifiedName> tables) {
    return EarlierTrash.rename(dialect, token, tables);
  }

  @Override
  public final Optional<String> spaceLeft(Dialect dialect, QualifiedName table) {
    return Optional.of(
        "pages that longer rows have split stay partly empty. Write the table in order again, in a quiet hour: %s"
            .formatted(dialect.sql("OPTIMIZE TABLE {}", table)));
  }

  @Override
  public final Lock rowLock() {
    return Backfill.ROWS;
  }

  @Override
  public final Lock.Blocks blocks(String name) {
    if (name.equals("metadata lock")) return Lock.Blocks.READS_AND_WRITES;
    return name.contains("LOCK=SHARED") ? Lock.Blocks.WRITES : Lock.Blocks.NOTHING;
  }

  @Override
  public final Framing framing(Mode mode) {
    return switch (mode) {
      case DETACHED ->
          new Framing(
              List.of("SET SESSION foreign_key_checks = 0"),
              List.of("SET SESSION foreign_key_checks = 1"));
      case TRANSACTION -> new Framing(List.of("START TRANSACTION"), List.of("COMMIT"));
      case ALONE, BATCHES, BY_TOOL -> Framing.NONE;
    };
  }
}
