package dev.underpin.planner.mysql.column;

import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.mysql.kit.Work;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.util.List;

/**
 * A change in place by which values may change: the old ones are kept in the trash, and beside them
 * the new ones, so that the rollback takes the old value for each row that nobody has written
 * since.
 */
final class ValueBackup {
  private final Work work;
  private final QualifiedName table;
  private final Column old;
  private final Column made;
  private final String name;

  ValueBackup(Work work, QualifiedName table, Column before, Column after) {
    this.work = work;
    this.table = table;
    this.name = before.name();
    Table was = work.renamed(table);
    Table becomes = work.target(table);
    TrashSteps trash = TrashSteps.forward(work);
    this.old = AlterColumnRecipe.hidden(work.spoken(was, before), trash.name(name));
    this.made = AlterColumnRecipe.hidden(work.spoken(becomes, after), trash.name("made_" + name));
  }

  /** Put the statements there and back into a step, with what keeps the values around them. */
  void around(StepBuilder step, String there, String back) {
    AlterMethod adding = work.way(Operation.ADD_COLUMN, table);
    AlterMethod dropping = work.way(Operation.DROP_COLUMN, table);
    Table owner = ColumnRecipes.withoutChecks(work.renamed(table));
    step.allow(Allow.LOSSY)
        .hazard(Hazards.valuesMayChange(List.of(name)))
        .up(
            work.alter(
                table, adding, work.alter.addColumn(owner, old), work.alter.addColumn(owner, made)),
            update(old, work.quote(name)),
            there,
            update(made, work.quote(name)))
        .down(
            "UPDATE "
                + work.name(table)
                + " SET "
                + work.quote(old.name())
                + " = NULL"
                + work.keepingTimes(table)
                + " WHERE NOT ("
                + work.quote(name)
                + " <=> "
                + work.quote(made.name())
                + ")",
            back,
            "UPDATE "
                + work.name(table)
                + " SET "
                + work.quote(name)
                + " = "
                + work.quote(old.name())
                + work.keepingTimes(table)
                + " WHERE "
                + work.quote(old.name())
                + " IS NOT NULL",
            work.alter(
                table,
                dropping,
                work.alter.dropColumn(old.name()),
                work.alter.dropColumn(made.name())));
  }

  private String update(Column column, String value) {
    return "UPDATE "
        + work.name(table)
        + " SET "
        + work.quote(column.name())
        + " = "
        + value
        + work.keepingTimes(table);
  }
}
