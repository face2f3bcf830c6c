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
 * plan may spend of them, there and back.
 */
public final class InstantColumnChanges {
  /** From here on people should know. */
  private static final int FEW = 8;

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
  private static int most(Change.TableChange change) {
    if (change instanceof Change.AddColumn) return 1;
    if (change instanceof Change.DropColumn) return 2;
    // Old values beside it, and what is remembered of filled rows: both come and go.
    return change instanceof Change.AlterColumn ? 4 : 0;
  }

  /** True where a column of the table can come or go instantly, as often as the plan may want. */
  boolean suffice(QualifiedName table) {
    int left = context.facts(table).instantChanges();
    if (left < 0) return true;
    asked.add(table);
    return spent.getOrDefault(table, 0) <= left;
  }

  /** Of the tables that were asked about: those that have few left. */
  public void note(StepSink sink) {
    for (QualifiedName table : asked) {
      int left = context.facts(table).instantChanges();
      String times = "can add or drop columns instantly " + left + " more times";
      if (!suffice(table)) {
        sink.note(
            table,
            times
                + ", too few for this plan: the server rebuilds the table once,"
                + " and then allows all of them again");
      } else if (left - spent.getOrDefault(table, 0) < FEW) {
        sink.note(table, times + " before the server has to rebuild it");
      }
    }
  }
}
