package dev.underpin.planner.mysql.kit;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.model.QualifiedName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The instant changes of columns that each table has left before it has to be rebuilt, and what a
 * plan and its rollback may spend of them.
 */
public final class InstantColumnChanges {
  /** So few that people should know. */
  private static final int FEW = 8;

  private static final String FEW_LEFT =
      "can add or drop columns instantly %d more times before the server has to rebuild it";
  private static final String TOO_FEW =
      "can add or drop columns instantly %d more times, too few for this plan: the server rebuilds the table once, and then allows all of them again";

  private final MysqlContext context;
  private final Map<QualifiedName, Integer> spent = new HashMap<>();
  private final TreeSet<QualifiedName> asked = new TreeSet<>();

  InstantColumnChanges(MysqlContext context, List<Change> changes) {
    this.context = context;
    for (Change change : changes) {
      if (change instanceof Change.TableChange c) spent.merge(c.table(), most(c), Integer::sum);
    }
  }

  /** Where several become one statement it is less. */
  private int most(Change.TableChange change) {
    if (change instanceof Change.AddColumn) return 1;
    if (change instanceof Change.DropColumn) return 2;
    // A column beside it comes and goes, and so it does in a rollback.
    if (change instanceof Change.RenameColumn rename) return context.renamesInUse(rename) ? 4 : 0;
    // Old values beside it, and a helper column for filled rows: both are added and dropped.
    return change instanceof Change.AlterColumn ? 4 : 0;
  }

  /**
   * True where columns of the table can be added and dropped instantly as often as the plan may.
   */
  boolean suffice(QualifiedName table) {
    int left = context.facts(table).instantChanges();
    if (left < 0) return true;
    asked.add(table);
    return spent.getOrDefault(table, 0) <= left;
  }

  /** False where no column of the table was or will be added or dropped instantly. */
  boolean mayBeUsed(QualifiedName table, int limit) {
    return context.facts(table).instantChanges() != limit || spent.containsKey(table);
  }

  /** Of the tables that were asked about: those that have few left. */
  public void note(StepSink sink) {
    for (QualifiedName table : asked) {
      int left = context.facts(table).instantChanges();
      if (!suffice(table)) sink.note(table, TOO_FEW.formatted(left));
      else if (left - spent.getOrDefault(table, 0) < FEW)
        sink.note(table, FEW_LEFT.formatted(left));
    }
  }
}
