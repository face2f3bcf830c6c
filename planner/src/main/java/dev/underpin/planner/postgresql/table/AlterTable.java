package dev.underpin.planner.postgresql.table;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PartitionTie;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Changes the comment and the options of a table, one step after the other. */
public record AlterTable(PostgresContext context, StepSink sink, Change.AlterTable change)
    implements Runnable {
  @Override
  public void run() {
    Table before = change.before();
    Table after = change.after();
    QualifiedName name = after.name();
    Table at = before;
    if (!before.comment().equals(after.comment())) {
      Table commented = at.withComment(after.comment());
      sink.add(
          attribute(at, commented, StepTitles.changeComment(), Locks.COMMENT)
              .up(context.ddl().commentOnTable(name, after.comment()))
              .down(context.ddl().commentOnTable(name, before.comment())));
      at = commented;
    }
    Set<String> keys = new TreeSet<>(before.options().keySet());
    keys.addAll(after.options().keySet());
    int link = 0;
    for (String key : keys) {
      Optional<String> old = Optional.ofNullable(before.options().get(key));
      Optional<String> value = Optional.ofNullable(after.options().get(key));
      if (old.equals(value)) continue;
      if (key.equals("partition_by") || key.equals("inherits")) {
        sink.refuse(Refusals.fixedOption(name, key, old));
        continue;
      }
      Table changed = at.withOptions(Options.with(at.options(), key, value));
      Lock lock = Locks.ofTableOption(key);
      StepBuilder step =
          attribute(at, changed, StepTitles.tableOption(key, value), lock)
              .up(context.ddl().setTableOption(name, key, value))
              .down(context.ddl().setTableOption(name, key, old))
              .creates(StepKey.link(name, "", ++link));
      if (link > 1) step.needs(StepKey.link(name, "", link - 1));
      sink.add(context.addLockHazards(step, name, lock));
      at = changed;
    }
    if (!before.partitionWithoutColumns().equals(after.partitionWithoutColumns()))
      new PartitionTie(context, sink).change(at, after);
  }

  private StepBuilder attribute(Table before, Table after, String title, Lock lock) {
    Phase phase = lock == Locks.COMMENT ? Phase.EXPAND : Phase.CONTRACT;
    return step(phase, StepRanks.ATTRIBUTES, after.name(), title, lock)
        .source(ObjectRef.table(after.name()))
        .effect(new Change.AlterTable(before, after))
        .needs(context.renamesOf(after.name(), List.of()));
  }
}
