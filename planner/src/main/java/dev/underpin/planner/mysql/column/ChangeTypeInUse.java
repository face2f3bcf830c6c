package dev.underpin.planner.mysql.column;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.FollowingColumn;
import dev.underpin.planner.mysql.kit.IndexTwins.Twin;
import dev.underpin.planner.mysql.kit.OnlineSchemaChange;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.SecondColumnSteps;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.kit.TypeConversion.Loss;
import dev.underpin.planner.mysql.kit.TypeObstacles;
import dev.underpin.planner.recipe.SecondColumnTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes a column's type while others read and write the table. A second column of the new type
 * follows the first by triggers; its indexes are built while others write; then one statement gives
 * it the name, the rules and the indexes of the first, and the first one is dropped.
 *
 * <p>Where the column must not be NULL, and on MySQL, that statement rebuilds the table while
 * others write (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html">MySQL</a>).
 * Until then the second column allows NULL, so that no write of the application is refused for it.
 */
public final class ChangeTypeInUse extends SecondColumnSteps {
  private final Column before;
  private final Column after;
  private final String name;
  private final FollowingColumn second;
  private final String beside;
  private int link;

  public ChangeTypeInUse(TableSteps steps, Column before, Column after) {
    super(steps, after.name());
    this.before = before;
    this.after = after;
    this.name = after.name();
    this.second = new FollowingColumn(context, oldTable(), name);
    this.beside = second.name();
  }

  /** True for a change that would stop writers and can be made so, and that no tool shall make. */
  public static boolean isPossible(TableSteps steps, Column before, Column after) {
    return new ChangeTypeInUse(steps, before, after).isPossible();
  }

  private boolean isPossible() {
    if (!context.changesInUse(table, before, after)) return false;
    ColumnChange change = new ColumnChange(context, oldTable(), before, newTable(), after);
    AlterMethod server = method(change.operations());
    return server.locks().stopsWritersForLong()
        && change.loss() == Loss.NONE
        && change.isHarmless()
        && !new OnlineSchemaChange(this).isWantedInUse(server, true)
        && new TypeObstacles(this, oldTable(), before, after).first().isEmpty();
  }

  public void plan() {
    addSecond();
    addTriggers();
    add(
        fill(SecondColumnTitles.fill(name), Mode.BATCHES, Mode.ALONE)
            .up(second.fill(after, before)));
    second.twins().forEach(twin -> add(build(twin, SecondColumnTitles.build(twin.of(), name))));
    exchange();
    add(
        fill(SecondColumnTitles.keep(name), Mode.ALONE, Mode.BATCHES)
            .down(second.fill(before, after)));
    second.twins().forEach(twin -> add(unbuild(twin)));
    dropTriggers();
    dropSecond();
  }

  private void add(StepBuilder step) {
    if (link > 0) step.needs(StepKey.link(table, name, link));
    else step.needs(context.renamesOf(table, List.of(name)));
    sink.add(step.source(ref().column(name)).creates(StepKey.link(table, name, ++link)));
  }

  // --- the second column

  /** Beside the first, so that the columns keep their order. */
  private SqlStatement addingSecond(Table owner, Column typed) {
    Column column = context.withExplicitCollation(owner, second.of(typed));
    return alter(Operation.ADD_COLUMN, clauses.addColumnAfter(owner, column, name));
  }

  private SqlStatement droppingSecond() {
    return alter(Operation.DROP_COLUMN, clauses.dropColumn(beside));
  }

  private void addSecond() {
    add(
        step(
                Phase.EXPAND,
                StepRanks.ADD_COLUMN,
                SecondColumnTitles.addOfType(after),
                method(Operation.ADD_COLUMN))
            .up(addingSecond(newTable(), after))
            .down(droppingSecond())
            .effect(new Change.AddColumn(table, second.of(after))));
  }

  private void dropSecond() {
    add(
        step(
                Phase.CONTRACT,
                StepRanks.DROP_COLUMN,
                SecondColumnTitles.dropOfType(before),
                method(Operation.DROP_COLUMN))
            .up(droppingSecond())
            .down(addingSecond(oldTable(), before))
            .effect(new Change.DropColumn(table, second.of(before))));
  }

  // --- the triggers

  private void addTriggers() {
    String title = SecondColumnTitles.createTriggers(name, SecondColumnTitles.name(name));
    add(
        triggers(Phase.EXPAND, StepRanks.TRIGGER, title)
            .up(second.triggers().create())
            .down(second.triggers().drop())
            .effect(second.triggers().created()));
  }

  private void dropTriggers() {
    String title = SecondColumnTitles.dropTriggers(name, SecondColumnTitles.name(name));
    add(
        triggers(Phase.CONTRACT, StepRanks.DROP_OBJECT, title)
            .up(second.triggers().drop())
            .down(second.triggers().create())
            .effect(second.triggers().dropped()));
  }

  // --- the exchange

  private void exchange() {
    AlterMethod method = TypeObstacles.exchanging(this, before);
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.ALTER_COLUMN,
                SecondColumnTitles.exchange(before, after),
                method)
            .up(alter(method, exchanging(oldTable(), before, newTable(), after)))
            .down(alter(method, exchanging(newTable(), after, oldTable(), before)))
            .effect(new Change.AlterColumn(table, before, after))
            .effect(new Change.AlterColumn(table, second.of(after), second.of(before)))
            .destroys(StepKey.before(table, name));
    new RollbackFit(this, new ColumnChange(context, oldTable(), before, newTable(), after))
        .check()
        .ifPresent(step::downCheck);
    add(step.creates(StepKey.after(table, name)));
  }

  private List<Clause> exchanging(Table from, Column column, Table to, Column other) {
    Column resting = context.withExplicitCollation(from, second.of(column));
    List<Clause> exchange = new ArrayList<>();
    exchange.add(clauses.changeColumn(from, name, resting));
    exchange.add(clauses.changeColumn(to, beside, context.withExplicitCollation(to, other)));
    for (Twin twin : second.twins()) {
      exchange.add(clauses.renameIndex(twin.of(), twin.name()));
      exchange.add(clauses.renameIndex(twin.name(), twin.of()));
    }
    if (column.nullable() && TypeObstacles.rebuilds(this)) exchange.add(clauses.force());
    return exchange;
  }
}
