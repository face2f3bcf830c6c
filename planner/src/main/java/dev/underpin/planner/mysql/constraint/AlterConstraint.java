package dev.underpin.planner.mysql.constraint;

import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.ExpressionKeys;
import dev.underpin.planner.mysql.kit.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A unique constraint is renamed or replaced; a check is enforced, or not any more. */
public final class AlterConstraint extends TableSteps {
  private final Change.AlterConstraint change;
  private final Constraint before;
  private final Constraint after;
  private final ObjectRef source;

  public AlterConstraint(TableSteps steps, Change.AlterConstraint change) {
    super(steps);
    this.change = change;
    this.before = change.before();
    this.after = change.after();
    this.source = ref().constraint(after);
  }

  /** False for what has to be dropped, and then added. */
  public boolean isPossible() {
    return isOfUnique() || isOfEnforcement();
  }

  public void plan() {
    if (isOfEnforcement()) enforce();
    else if (before.withName(after.name()).equals(after)) rename();
    else replace();
  }

  private boolean isOfUnique() {
    boolean onPeriod = period(before).isPresent() || period(after).isPresent();
    return before instanceof UniqueConstraint
        && after instanceof UniqueConstraint
        && (!onPeriod || before.withName(after.name()).equals(after));
  }

  private boolean isOfEnforcement() {
    return before instanceof CheckConstraint b
        && after instanceof CheckConstraint a
        && b.name().equals(a.name())
        && b.expression().equals(a.expression())
        && CheckOptions.isNotEnforced(b) != CheckOptions.isNotEnforced(a);
  }

  private void enforce() {
    boolean enforced = adding(after) == Operation.ADD_CHECK;
    String name = after.name().orElseThrow();
    Operation there = enforced ? Operation.ENFORCE_CHECK : Operation.STOP_ENFORCING_CHECK;
    Operation back = enforced ? Operation.STOP_ENFORCING_CHECK : Operation.ENFORCE_CHECK;
    String title = StepTitles.enforce(after, enforced);
    Phase phase = enforced ? Phase.CONTRACT : Phase.EXPAND;
    StepBuilder step =
        step(phase, StepRanks.ADD_CHECK, source, title, method(there))
            .up(alter(there, clauses.enforceCheck(name, enforced)))
            .down(alter(back, clauses.enforceCheck(name, !enforced)))
            .effect(change)
            .needs(needs(context.mentioned(table, after)));
    sink.add(enforced ? checked(step, after) : step);
  }

  private void rename() {
    String from = before.name().orElseThrow();
    String to = after.name().orElseThrow();
    String title = StepTitles.renameConstraint(before, to);
    StepBuilder step =
        expand(StepRanks.RENAME_COLUMN, source, title, Operation.RENAME_KEY)
            .up(alter(Operation.RENAME_KEY, clauses.renameIndex(from, to)))
            .down(alter(Operation.RENAME_KEY, clauses.renameIndex(to, from)))
            .effect(change)
            .destroys(StepKey.index(table, from))
            .creates(StepKey.index(table, to));
    sink.add(releasing(step, context.mentioned(table, before)));
  }

  /** In one statement: no moment without the one or the other. */
  private void replace() {
    AlterMethod method = replacing();
    Set<String> columns = context.mentioned(table, after);
    List<String> gone = new ArrayList<>(context.mentioned(table, before));
    gone.removeAll(columns);
    StepBuilder step =
        contract(StepRanks.ADD_INDEX, source, StepTitles.recreateConstraint(after), method)
            .up(alter(method, clauses.dropConstraint(before), clauses.addConstraint(after)))
            .down(alter(method, clauses.dropConstraint(after), clauses.addConstraint(before)))
            .effect(change)
            .needs(context.renamesOf(table, context.mentioned(table, before)))
            .needs(needs(columns))
            .releases(context.releasesOf(table, gone))
            .creates(State.NEW_INDEXES.of(table));
    sink.add(checked(step, after));
  }

  private AlterMethod replacing() {
    if (context.isClustered(table, before) || context.isClustered(table, after))
      return context.copy(table);
    boolean onExpression = ExpressionKeys.isOne(before) || ExpressionKeys.isOne(after);
    return method(onExpression ? Operation.REPLACE_EXPRESSION_KEY : Operation.ADD_KEY);
  }
}
