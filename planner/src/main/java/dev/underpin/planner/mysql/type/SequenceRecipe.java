package dev.underpin.planner.mysql.type;

import dev.underpin.dialect.mysql.options.SequenceSettings;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;

/**
 * MariaDB's sequences (<a href="https://mariadb.com/kb/en/sequence-overview/">documentation</a>).
 * To the server one is a table with one row: it moves to the trash by the same statement, and keeps
 * its next number there.
 */
public final class SequenceRecipe extends TableSteps {
  private static final Lock NONE = new Lock("none", Lock.Blocks.NOTHING, Lock.Work.CATALOG);

  /**
   * @param steps of the sequence's name
   */
  public SequenceRecipe(TableSteps steps) {
    super(steps);
  }

  public void create(Change.CreateSequence change) {
    sink.add(
        begin(Phase.EXPAND, StepRanks.SEQUENCE, ObjectTitles.createSequence(), NONE)
            .up(context.ddl().createSequence(change.sequence()))
            .down(clauses.renameTable(table, TrashSteps.back(this).name(table)))
            .effect(change)
            .creates(StepKey.table(table)));
  }

  public void drop(Change.DropSequence change) {
    TrashSteps trash = TrashSteps.forward(this);
    sink.add(
        begin(
                Phase.CONTRACT,
                StepRanks.DROP_TABLE + 1,
                ObjectTitles.dropSequence(),
                MysqlContext.METADATA_LOCK)
            .allow(Allow.DROP_OBJECT)
            .up(clauses.renameTable(table, trash.name(table)))
            .down(clauses.renameTable(trash.name(table), table))
            .effect(change)
            .destroys(StepKey.table(table)));
  }

  public void alter(Change.AlterSequence change) {
    Sequence before = change.before();
    Sequence after = change.after();
    StepBuilder step =
        begin(
                Phase.EXPAND,
                StepRanks.SEQUENCE,
                ObjectTitles.changeSequence(),
                MysqlContext.METADATA_LOCK)
            .effect(change);
    if (!before.options().equals(after.options())) {
      step.up(context.ddl().alterSequence(table, after.options()))
          .down(context.ddl().alterSequence(table, before.options()));
      if (isNarrower(before.options(), after.options()))
        step.check(bounds("bounds:", after.options(), CheckTexts.SEQUENCE_BOUNDS));
      if (isNarrower(after.options(), before.options()))
        step.downCheck(bounds("bounds-back:", before.options(), CheckTexts.SET_SEQUENCE));
    }
    if (!before.comment().equals(after.comment()))
      step.up(context.ddl().commentOnSequence(table, after.comment()))
          .down(context.ddl().commentOnSequence(table, before.comment()));
    sink.add(step);
  }

  private StepBuilder begin(Phase phase, int rank, String title, Lock lock) {
    return step(phase, rank, title, lock).source(ObjectRef.sequence(table));
  }

  private static boolean isNarrower(SequenceOptions from, SequenceOptions to) {
    SequenceSettings before = SequenceSettings.of(from);
    SequenceSettings after = SequenceSettings.of(to);
    return !after.cycle() && (after.min() > before.min() || after.max() < before.max());
  }

  /** The server takes bounds that the next number is outside of, and then gives no number. */
  private DataCheck bounds(String kind, SequenceOptions options, String hint) {
    SequenceSettings to = SequenceSettings.of(options);
    return new DataCheck(
        kind + table,
        table,
        CheckTexts.pastBounds(to.min(), to.max()),
        context.sql(
            "SELECT next_not_cached_value FROM {} WHERE next_not_cached_value NOT BETWEEN {} AND {}",
            table,
            to.min(),
            to.max()),
        hint);
  }
}
