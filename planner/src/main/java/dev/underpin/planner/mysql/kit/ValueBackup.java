package dev.underpin.planner.mysql.kit;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;

/**
 * A change in place by which values may change: the old ones are kept in the trash, and beside them
 * the new ones, so that the rollback takes the old value for each row that nobody has written
 * since.
 */
public final class ValueBackup {
  private final TableSteps steps;
  private final String name;
  private final Column old;
  private final Column made;

  public ValueBackup(TableSteps steps, Column before, Column after) {
    this.steps = steps;
    this.name = before.name();
    TrashSteps trash = TrashSteps.forward(steps);
    this.old = hidden(steps.oldTable(), before, trash.name(name));
    this.made = hidden(steps.newTable(), after, trash.name("made_" + name));
  }

  private Column hidden(Table owner, Column column, String name) {
    return TrashSteps.hidden(steps.context.withExplicitCollation(owner, column), name);
  }

  /** Put the statements there and back into a step, with what keeps the values around them. */
  public void around(StepBuilder step, SqlStatement there, SqlStatement back) {
    Table owner = ColumnChecks.without(steps.oldTable());
    SqlText unwritten = steps.context.fragment("{} <=> {}", name, made.name());
    step.allow(Allow.LOSSY)
        .hazard(Hazards.valuesMayChange(List.of(name)))
        .up(
            steps.alter(
                Operation.ADD_COLUMN,
                steps.clauses.addColumn(owner, old),
                steps.clauses.addColumn(owner, made)))
        .up(copy(name, old.name()))
        .up(there)
        .up(copy(name, made.name()))
        .down(
            steps.context.sql(
                "UPDATE {} SET {} = NULL{} WHERE NOT ({})",
                steps.table,
                old.name(),
                steps.context.keepingTimes(steps.table),
                unwritten))
        .down(back)
        .down(
            steps.context.sql(
                "{} WHERE {} IS NOT NULL", SqlText.of(copy(old.name(), name)), old.name()))
        .down(
            steps.alter(
                Operation.DROP_COLUMN,
                steps.clauses.dropColumn(old.name()),
                steps.clauses.dropColumn(made.name())));
  }

  private String copy(String from, String to) {
    SqlText times = steps.context.keepingTimes(steps.table);
    return steps.context.sql("UPDATE {} SET {} = {}{}", steps.table, to, from, times);
  }
}
