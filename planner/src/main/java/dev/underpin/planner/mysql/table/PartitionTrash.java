package dev.underpin.planner.mysql.table;

import dev.underpin.dialect.mysql.ddl.Partitioning;
import dev.underpin.dialect.mysql.ddl.Partitioning.Part;
import dev.underpin.dialect.mysql.options.TableOptions;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rows of a partition that goes, where no other partition takes them. They are exchanged with
 * an empty table in the trash (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/partitioning-management-exchange.html">documentation</a>),
 * in a step of its own: the step that then removes the partition copies the table, and so fails
 * where rows have come to it again. A statement that drops a partition would drop them.
 */
final class PartitionTrash extends TableSteps {
  /** The server exchanges no partition that has attributes of its own, or parts. */
  private static final Pattern NOT_EXCHANGED =
      Pattern.compile("\\b(MAX_ROWS|MIN_ROWS|DIRECTORY|TABLESPACE|SUBPARTITION)\\b");

  PartitionTrash(TableSteps steps) {
    super(steps);
  }

  /** True where the rows of these partitions can go to the trash. */
  boolean takes(Table before, Partitioning partitioning, List<Part> gone) {
    return !before.options().containsKey(TableOptions.SYSTEM_VERSIONING)
        && !partitioning.head().contains("SUBPARTITION")
        && gone.stream().noneMatch(p -> NOT_EXCHANGED.matcher(p.text()).find());
  }

  /**
   * Move the rows of these partitions.
   *
   * @param removal the step that then removes the partitions
   */
  void plan(List<Part> gone, StepBuilder removal) {
    removal.allow(Allow.DROP_TABLE);
    for (Part part : gone) {
      QualifiedName kept = table.withName(table.name() + "_" + part.name());
      QualifiedName trash = TrashSteps.forward(this).name(kept);
      StepBuilder create =
          begin(StepTitles.createForPartition(part.name()))
              .down(clauses.renameTable(trash, TrashSteps.back(this).name(kept)))
              .creates(StepKey.link(table, part.name(), 1))
              .needs(StepKey.link(table, "", 1), StepKey.link(table, "", 2));
      if (context.mayHaveInstantColumns(table)) create.up(clauses.rebuild(table));
      clauses.createForPartition(table, trash).forEach(create::up);
      sink.add(create);
      sink.add(
          begin(StepTitles.movePartition(part.name()))
              .allow(Allow.DROP_TABLE)
              .up(clauses.exchangePartition(table, part.name(), trash))
              .down(clauses.restorePartition(table, part.name(), trash))
              .creates(StepKey.link(table, part.name(), 2))
              .needs(StepKey.link(table, part.name(), 1)));
      removal.needs(StepKey.link(table, part.name(), 2));
    }
  }

  private StepBuilder begin(String title) {
    return step(Phase.CONTRACT, StepRanks.TABLE_OPTIONS + 1, title, MysqlContext.METADATA_LOCK);
  }
}
