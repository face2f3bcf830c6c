package dev.underpin.planner.mysql.column;

import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.TrashSteps;
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
  private final MysqlContext context;
  private final QualifiedName table;
  private final Column old;
  private final Column made;
  private final String name;

  ValueBackup(MysqlContext context, QualifiedName table, Column before, Column after) {
    this.context = context;
    this.table = table;
    this.name = before.name();
    Table was = context.renamed(table);
    Table becomes = context.target(table);
    TrashSteps trash = TrashSteps.forward(context);
    this.old = AlterColumnRecipe.hidden(context.spoken(was, before), trash.name(name));
    this.made =
        AlterColumnRecipe.hidden(context.spoken(becomes, after), trash.name("made_" + name));
  }

  /** Put the statements there and back into a step, with what keeps the values around them. */
  void around(StepBuilder step, String there, String back) {
    AlterMethod adding = context.way(Operation.ADD_COLUMN, table);
    AlterMethod dropping = context.way(Operation.DROP_COLUMN, table);
    Table owner = ColumnRecipes.withoutChecks(context.renamed(table));
    step.allow(Allow.LOSSY)
        .hazard(Hazards.valuesMayChange(List.of(name)))
        .up(
            context.alter(
                table,
                adding,
                context.alter().addColumn(owner, old),
                context.alter().addColumn(owner, made)),
            update(old, context.quote(name)),
            there,
            update(made, context.quote(name)))
        .down(
            "UPDATE "
                + context.name(table)
                + " SET "
                + context.quote(old.name())
                + " = NULL"
                + context.keepingTimes(table)
                + " WHERE NOT ("
                + context.quote(name)
                + " <=> "
                + context.quote(made.name())
                + ")",
            back,
            "UPDATE "
                + context.name(table)
                + " SET "
                + context.quote(name)
                + " = "
                + context.quote(old.name())
                + context.keepingTimes(table)
                + " WHERE "
                + context.quote(old.name())
                + " IS NOT NULL",
            context.alter(
                table,
                dropping,
                context.alter().dropColumn(old.name()),
                context.alter().dropColumn(made.name())));
  }

  private String update(Column column, String value) {
    return "UPDATE "
        + context.name(table)
        + " SET "
        + context.quote(column.name())
        + " = "
        + value
        + context.keepingTimes(table);
  }
}
