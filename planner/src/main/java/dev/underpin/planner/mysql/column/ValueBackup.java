package dev.underpin.planner.mysql.column;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.MysqlAlter;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
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
  void around(StepBuilder step, SqlStatement there, SqlStatement back) {
    AlterMethod adding = context.way(Operation.ADD_COLUMN, table);
    AlterMethod dropping = context.way(Operation.DROP_COLUMN, table);
    Table owner = ColumnRecipes.withoutChecks(context.renamed(table));
    MysqlAlter alter = context.alter();
    SqlText times = context.keepingTimes(table);
    step.allow(Allow.LOSSY)
        .hazard(Hazards.valuesMayChange(List.of(name)))
        .up(context.alter(table, adding, alter.addColumn(owner, old), alter.addColumn(owner, made)))
        .up(context.sql("UPDATE {} SET {} = {}{}", table, old.name(), name, times))
        .up(there)
        .up(context.sql("UPDATE {} SET {} = {}{}", table, made.name(), name, times))
        .down(
            context.sql(
                "UPDATE {} SET {} = NULL{} WHERE NOT ({} <=> {})",
                table,
                old.name(),
                times,
                name,
                made.name()))
        .down(back)
        .down(
            context.sql(
                "UPDATE {} SET {} = {}{} WHERE {} IS NOT NULL",
                table,
                name,
                old.name(),
                times,
                old.name()))
        .down(
            context.alter(
                table, dropping, alter.dropColumn(old.name()), alter.dropColumn(made.name())));
  }
}
