package dev.underpin.planner.mysql.column;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.DependentObjects;
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;

/**
 * A change of type by an expression of a person's own. The converted values are made in a column
 * beside the old one, then the two trade names, and the old one lies in the trash; what depends on
 * the column is recreated on the new one in the same statement.
 */
final class UsingConversion {
  private final MysqlContext context;
  private final StepSink sink;
  private final QualifiedName table;
  private final Column before;
  private final Column after;
  private final SqlText using;

  UsingConversion(
      MysqlContext context,
      StepSink sink,
      QualifiedName table,
      Column before,
      Column after,
      SqlText using) {
    this.context = context;
    this.sink = sink;
    this.table = table;
    this.before = before;
    this.after = after;
    this.using = using;
  }

  void plan() {
    Table was = context.renamed(table);
    Table becomes = context.target(table);
    String name = before.name();
    String waiting = context.temporary("new", table.toString(), name);
    TrashSteps trash = TrashSteps.forward(context);
    Column first = AlterColumnRecipe.hidden(context.spoken(becomes, after), waiting);
    DependentObjects standing = DependentObjects.onRemadeColumn(context, was, becomes, name);
    AlterMethod adding = context.way(Operation.ADD_COLUMN, table);
    AlterMethod way = context.copy(table);
    StepBuilder step =
        context
            .changing(
                Phase.CONTRACT,
                StepRanks.ALTER_COLUMN,
                table,
                StepTitles.changeType(before, after, true),
                way)
            .source(ObjectRef.table(table).column(name))
            .allow(Allow.LOSSY)
            .hazard(Hazards.valuesMayChange(List.of(name)))
            .needs(context.renamesOf(table, List.of(name)))
            .destroys(StepKey.before(table, name))
            .creates(StepKey.after(table, name))
            .effect(new AlterColumn(table, before, after));
    var checkBefore = ColumnRecipes.check(was, before);
    var checkAfter = ColumnRecipes.check(becomes, after);
    if (!checkBefore.equals(checkAfter))
      Change.between(table, checkBefore, checkAfter).ifPresent(step::effect);
    step.up(
            context.alter(
                table,
                adding,
                context.alter().addColumn(ColumnRecipes.withoutChecks(becomes), first)))
        .up(
            context.sql(
                "UPDATE {} SET {} = ({}){}", table, waiting, using, context.keepingTimes(table)));
    standing.down(table).ifPresent(step::up);
    step.up(trash.in(table, before));
    step.up(
        context.alter(
            table,
            way,
            context.alter().changeColumn(becomes, waiting, context.spoken(becomes, after))));
    standing.up(table).ifPresent(step::up);
    standing.down(table).ifPresent(step::down);
    step.down(TrashSteps.back(context).in(table, after));
    step.down(trash.out(was, before));
    standing.up(table).ifPresent(step::down);
    if (!after.nullable()) {
      context
          .live(table, using)
          .ifPresent(
              u ->
                  step.check(
                      new DataCheck(
                          "cast:" + table + "." + name,
                          table,
                          CheckTexts.nullsAfterConversion(name),
                          context.rows(table, "(" + u + ") IS NULL"),
                          CheckTexts.completeConversion(name))));
    }
    sink.add(step);
  }
}
