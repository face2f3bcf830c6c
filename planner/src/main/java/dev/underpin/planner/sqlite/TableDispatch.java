package dev.underpin.planner.sqlite;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.sqlite.alter.AddColumnRecipe;
import dev.underpin.planner.sqlite.alter.CheckRecipe;
import dev.underpin.planner.sqlite.alter.DropColumnRecipe;
import dev.underpin.planner.sqlite.alter.NotNullRecipe;
import dev.underpin.planner.sqlite.index.IndexRecipe;
import dev.underpin.planner.sqlite.kit.LabelRenames;
import dev.underpin.planner.sqlite.kit.SqliteContext;
import dev.underpin.planner.sqlite.kit.TableChanges;
import dev.underpin.planner.sqlite.rebuild.RebuildRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which recipes make the changes of one table: ALTER TABLE where all of them can be made so by the
 * library that will run the plan, else one rebuild for all of them together.
 */
final class TableDispatch {
  private final SqliteContext context;
  private final TableChanges group;
  private final StepSink sink;

  TableDispatch(SqliteContext context, TableChanges group, StepSink sink) {
    this.context = context;
    this.group = group;
    this.sink = sink;
  }

  void run() {
    boolean rebuilt = false;
    if (!group.structural().isEmpty()) {
      Optional<List<StepBuilder>> alters = alters();
      alters.ifPresent(steps -> steps.forEach(sink::add));
      rebuilt = alters.isEmpty();
      if (rebuilt) RebuildRecipe.rebuild(context, group, sink);
    }
    indexes(rebuilt);
  }

  /** The steps of ALTER TABLE; absent where one of the changes needs a rebuild. */
  private Optional<List<StepBuilder>> alters() {
    if (!new LabelRenames(context, group.before(), group.after()).isEmpty())
      return Optional.empty();
    List<StepBuilder> steps = new ArrayList<>();
    for (Change.TableChange change : group.structural()) {
      if (change instanceof Change.AddConstraint add
          && AddColumnRecipe.includes(context, group, add)) continue;
      Optional<StepBuilder> step = alter(change);
      if (step.isEmpty()) return Optional.empty();
      steps.add(step.get());
    }
    return Optional.of(steps);
  }

  private Optional<StepBuilder> alter(Change.TableChange change) {
    if (change instanceof Change.AddColumn add) return AddColumnRecipe.step(context, group, add);
    if (change instanceof Change.DropColumn drop)
      return DropColumnRecipe.step(context, group, drop);
    if (!context.atLeast(3, 53)) return Optional.empty();
    if (change instanceof Change.AlterColumn alter)
      return NotNullRecipe.step(context, group, alter);
    if (change instanceof Change.AddConstraint add) return CheckRecipe.add(context, group, add);
    if (change instanceof Change.DropConstraint drop) return CheckRecipe.drop(context, group, drop);
    if (change instanceof Change.AlterConstraint alter)
      return CheckRecipe.alter(context, group, alter);
    return Optional.empty();
  }

  private void indexes(boolean rebuilt) {
    IndexRecipe indexes = new IndexRecipe(context);
    for (Change.DropIndex drop : rebuilt ? group.droppedBefore() : group.of(Change.DropIndex.class))
      sink.add(indexes.drop(group, drop));
    for (Change.AddIndex add : rebuilt ? group.addedAfter() : group.of(Change.AddIndex.class))
      sink.add(indexes.add(group, add));
    if (rebuilt) return;
    for (Change.AlterIndex alter : group.of(Change.AlterIndex.class))
      sink.add(indexes.alter(group, alter));
  }
}
