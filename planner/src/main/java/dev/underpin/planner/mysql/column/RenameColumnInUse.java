package dev.underpin.planner.mysql.column;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.dialect.mysql.ddl.AlterTable.Clause;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.IndexTwins.Twin;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.RenameObstacles;
import dev.underpin.planner.mysql.kit.SecondColumn;
import dev.underpin.planner.mysql.kit.SecondColumnSteps;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.InUseRefusals;
import dev.underpin.planner.recipe.SecondColumnTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives a column another name while applications that know only one of the names run. For a while
 * the table has a second column of the new name, and triggers give each of the two what is written
 * to the other. In the end the two exchange their names in one statement, and the second one is
 * dropped.
 *
 * <p>No statement of these servers drops a trigger together with a column. Because the first column
 * has the new name before the triggers go, what the new application writes is never in a column
 * that is dropped.
 */
public final class RenameColumnInUse extends SecondColumnSteps {
  private final Change.RenameColumn change;
  private final String from;
  private final String to;
  private int link;

  public RenameColumnInUse(TableSteps steps, Change.RenameColumn change) {
    super(steps, change.to());
    this.change = change;
    this.from = change.from();
    this.to = change.to();
  }

  public void plan() {
    Optional<String> obstacle =
        context.live(table).equals(table)
            ? new RenameObstacles(this, live(), column(), to).first()
            : Optional.of("the table is renamed in the same plan");
    if (obstacle.isPresent()) {
      sink.refuse(InUseRefusals.rename(change, obstacle.get()));
      return;
    }
    SecondColumn second = new SecondColumn(context, live(), column(), to);
    sink.note(table + "." + to, SecondColumnTitles.deploy(from));
    addColumn(second);
    addTriggers(second);
    add(fill(StepTitles.backfill(to), Mode.BATCHES, Mode.ALONE).up(second.fill(to, from)));
    second
        .twins()
        .on(to)
        .forEach(twin -> add(build(twin, SecondColumnTitles.buildFor(twin.name(), to))));
    exchange(second);
    add(fill(SecondColumnTitles.keep(to), Mode.ALONE, Mode.BATCHES).down(second.fill(from, to)));
    second.twins().on(from).forEach(twin -> add(unbuild(twin)));
    dropTriggers(second);
    dropColumn(second);
  }

  private Table live() {
    return context.catalog().schema().table(table).orElseThrow();
  }

  private Column column() {
    return live().column(from).orElseThrow();
  }

  private void add(StepBuilder step) {
    if (link > 0) step.needs(StepKey.link(table, to, link));
    sink.add(step.source(ref().column(to)).creates(StepKey.link(table, to, ++link)));
  }

  // --- before the new application

  private void addColumn(SecondColumn second) {
    AlterMethod method = method(Operation.ADD_COLUMN);
    List<Clause> up = new ArrayList<>(List.of(addColumn(live(), second.called(to))));
    List<Clause> down = new ArrayList<>(List.of(clauses.dropColumn(to)));
    StepBuilder step =
        step(Phase.EXPAND, StepRanks.ADD_COLUMN, SecondColumnTitles.addBeside(from, to), method)
            .effect(new Change.AddColumn(table, second.called(to)));
    if (second.needsDefault()) {
      up.add(modifyColumn(live(), second.first()));
      down.add(modifyColumn(live(), column()));
      step.effect(new Change.AlterColumn(table, column(), second.first()));
    }
    add(step.up(alter(method, up)).down(alter(method(Operation.DROP_COLUMN), down)));
  }

  private void addTriggers(SecondColumn second) {
    add(
        triggers(Phase.EXPAND, StepRanks.TRIGGER, SecondColumnTitles.createTriggers(from, to))
            .up(second.triggers().create())
            .down(second.triggers().drop())
            .effect(second.triggers().created()));
  }

  // --- when the old application has gone

  private void exchange(SecondColumn second) {
    AlterMethod method = method(RenameObstacles.renaming(live(), from, context));
    SqlStatement exchange =
        alter(method, clauses.renameColumn(from, to), clauses.renameColumn(to, from));
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.RENAME_COLUMN,
                SecondColumnTitles.exchangeNames(from, to),
                method)
            .up(exchange)
            .down(exchange);
    for (Twin twin : second.twins().on(to)) step.effect(twin.dropped(table));
    step.effect(new Change.DropColumn(table, second.called(to)))
        .effect(change)
        .effect(new Change.AddColumn(table, second.called(from)));
    for (Twin twin : second.twins().on(from)) step.effect(twin.added(table));
    add(step.creates(StepKey.column(table, to)));
  }

  private void dropTriggers(SecondColumn second) {
    add(
        triggers(Phase.CONTRACT, StepRanks.DROP_OBJECT, SecondColumnTitles.dropTriggers(from, to))
            .hazard(Hazards.renamed(from))
            .up(second.triggers().drop())
            .down(second.triggers().create())
            .effect(second.triggers().dropped()));
  }

  private void dropColumn(SecondColumn second) {
    AlterMethod method = method(Operation.DROP_COLUMN);
    List<Clause> up = new ArrayList<>(List.of(clauses.dropColumn(from)));
    List<Clause> down = new ArrayList<>(List.of(addColumn(newTable(), second.called(from))));
    StepBuilder step =
        step(Phase.CONTRACT, StepRanks.DROP_COLUMN, SecondColumnTitles.dropBeside(from, to), method)
            .effect(new Change.DropColumn(table, second.called(from)));
    if (second.needsDefault()) {
      Column with = second.first().withName(to);
      Column without = column().withName(to);
      up.add(modifyColumn(oldTable(), without));
      down.add(modifyColumn(oldTable(), with));
      step.effect(new Change.AlterColumn(table, with, without));
    }
    add(
        step.up(alter(method, up))
            .down(alter(method(Operation.ADD_COLUMN), down))
            .destroys(StepKey.column(table, from)));
  }
}
