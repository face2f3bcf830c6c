package dev.underpin.planner.mysql.column;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.DependentObjects;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.mysql.kit.Work;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of type by an expression of a person's own. The converted values are made in a column
 * beside the old one, then the two trade names, and the old one lies in the trash; what depends on
 * the column is recreated on the new one in the same statement.
 */
final class UsingConversion {
  private final Work work;
  private final QualifiedName table;
  private final Column before;
  private final Column after;
  private final SqlText using;

  UsingConversion(Work work, QualifiedName table, Column before, Column after, SqlText using) {
    this.work = work;
    this.table = table;
    this.before = before;
    this.after = after;
    this.using = using;
  }

  void plan() {
    Table was = work.renamed(table);
    Table becomes = work.target(table);
    String name = before.name();
    String waiting = work.temporary("new", table.toString(), name);
    TrashSteps trash = TrashSteps.forward(work);
    Column first = AlterColumnRecipe.hidden(work.spoken(becomes, after), waiting);
    DependentObjects standing = DependentObjects.onRemadeColumn(work, was, becomes, name);
    AlterMethod adding = work.way(Operation.ADD_COLUMN, table);
    AlterMethod way = work.copy(table);
    StepBuilder step =
        work.changing(
                Phase.CONTRACT,
                StepRanks.ALTER_COLUMN,
                table,
                StepTitles.changeType(before, after, true),
                way)
            .source(ObjectRef.table(table).column(name))
            .allow(Allow.LOSSY)
            .hazard(Hazards.valuesMayChange(List.of(name)))
            .needs(work.renamesOf(table, List.of(name)))
            .destroys(StepKey.before(table, name))
            .creates(StepKey.after(table, name))
            .effect(new AlterColumn(table, before, after));
    var checkBefore = ColumnRecipes.check(was, before);
    var checkAfter = ColumnRecipes.check(becomes, after);
    if (!checkBefore.equals(checkAfter))
      Change.between(table, checkBefore, checkAfter).ifPresent(step::effect);
    step.up(
        work.alter(
            table, adding, work.alter.addColumn(ColumnRecipes.withoutChecks(becomes), first)),
        "UPDATE "
            + work.name(table)
            + " SET "
            + work.quote(waiting)
            + " = ("
            + using.written()
            + ")"
            + work.keepingTimes(table));
    step.up(down(standing));
    step.up(trash.in(table, before));
    step.up(
        work.alter(
            table, way, work.alter.changeColumn(becomes, waiting, work.spoken(becomes, after))));
    step.up(up(standing));
    step.down(down(standing));
    step.down(TrashSteps.back(work).in(table, after));
    step.down(trash.out(was, before));
    step.down(up(standing));
    if (!after.nullable()) {
      work.live(table, using)
          .ifPresent(
              u ->
                  step.check(
                      new DataCheck(
                          "cast:" + table + "." + name,
                          table,
                          CheckTexts.nullsAfterConversion(name),
                          work.rows(table, "(" + u + ") IS NULL"),
                          CheckTexts.completeConversion(name))));
    }
    work.add(step);
  }

  private List<String> down(DependentObjects standing) {
    List<String> statements = new ArrayList<>();
    if (!standing.isEmpty()) statements.add(work.alter(table, standing.way(), standing.down()));
    return statements;
  }

  private List<String> up(DependentObjects standing) {
    List<String> statements = new ArrayList<>();
    if (!standing.isEmpty()) statements.add(work.alter(table, standing.way(), standing.up()));
    return statements;
  }
}
