package dev.underpin.planner.mysql;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.Change.AlterColumn;
import dev.underpin.planner.mysql.Abilities.Operation;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.Probe;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of type by an expression of a person's own. The converted values are made in a column
 * beside the old one, then the two trade names, and the old one lies in the trash; what stands on
 * the column is made anew on the new one in the same statement.
 */
final class Conversion {
  private final Work work;
  private final QualifiedName table;
  private final Column before;
  private final Column after;
  private final SqlText using;

  Conversion(Work work, QualifiedName table, Column before, Column after, SqlText using) {
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
    Trash trash = Trash.forward(work);
    Column first = ColumnChange.hidden(work.spoken(becomes, after), waiting);
    Standing standing = Standing.onRemadeColumn(work, was, becomes, name);
    Way adding = work.way(Operation.ADD_COLUMN, table);
    Way way = work.copy(table);
    StepBuilder step =
        work.changing(
                Phase.CONTRACT,
                Ranks.ALTER_COLUMN,
                table,
                "change "
                    + name
                    + " from "
                    + before.type()
                    + " to "
                    + after.type()
                    + ", keeping the old values in the trash",
                way)
            .source(ObjectRef.table(table).column(name))
            .allow(Allow.LOSSY)
            .hazard(
                "Values of "
                    + name
                    + " may change; the old ones stay in the trash until it is purged.")
            .needs(work.renamesOf(table, List.of(name)))
            .destroys(Keys.before(table, name))
            .creates(Keys.after(table, name))
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
    step.down(Trash.back(work).in(table, after));
    step.down(trash.out(was, before));
    step.down(up(standing));
    if (!after.nullable()) {
      work.live(table, using)
          .ifPresent(
              u ->
                  step.check(
                      new Probe(
                          "cast:" + table + "." + name,
                          table,
                          "get no " + name + " from the conversion, and it must not be NULL",
                          work.rows(table, "(" + u + ") IS NULL"),
                          "Change the expression under using.")));
    }
    work.add(step);
  }

  private List<String> down(Standing standing) {
    List<String> statements = new ArrayList<>();
    if (!standing.isEmpty()) statements.add(work.alter(table, standing.way(), standing.down()));
    return statements;
  }

  private List<String> up(Standing standing) {
    List<String> statements = new ArrayList<>();
    if (!standing.isEmpty()) statements.add(work.alter(table, standing.way(), standing.up()));
    return statements;
  }
}
