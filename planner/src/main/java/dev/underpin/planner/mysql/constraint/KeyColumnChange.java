package dev.underpin.planner.mysql.constraint;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.mysql.kit.TableSteps;
import dev.underpin.planner.mysql.kit.TypeConversion;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.Table;
import java.util.Optional;
import java.util.stream.Stream;

/** A column that changes together with the primary key that it is in. */
final class KeyColumnChange extends TableSteps {
  private final Column before;
  private final Column after;

  KeyColumnChange(TableSteps steps, Change.AlterColumn change) {
    super(steps);
    this.before = change.before();
    this.after = change.after();
  }

  String title() {
    if (before.identity().equals(after.identity()))
      return before.type().equals(after.type())
          ? StepTitles.changeAttributes(after.name())
          : StepTitles.changeType(before, after, false);
    return after.identity().isPresent()
        ? StepTitles.addIdentity(after.name())
        : StepTitles.dropIdentity(after.name());
  }

  /**
   * True for a column of a primary key that changes too: each would wait for the other. Its values
   * stay as they are, or are numbers that are refused where they do not fit.
   */
  boolean belongsToKey() {
    Optional<PrimaryKey> old = oldTable().primaryKey();
    Optional<PrimaryKey> now = newTable().primaryKey();
    boolean inKey =
        Stream.of(old, now)
            .flatMap(Optional::stream)
            .anyMatch(k -> k.columns().contains(after.name()));
    if (old.isEmpty() || now.isEmpty() || old.equals(now) || !inKey) return false;
    boolean plain =
        before.nullable() == after.nullable()
            && before.generated().isEmpty()
            && after.generated().isEmpty()
            && context.using(table, after.name()).isEmpty();
    return plain
        && conversion(oldTable(), before, newTable(), after)
            .filter(c -> c.loss() != TypeConversion.Loss.VALUES)
            .isPresent();
  }

  private Optional<TypeConversion> conversion(Table from, Column before, Table to, Column after) {
    return context
        .typeSide(from, before)
        .flatMap(
            one ->
                context
                    .typeSide(to, after)
                    .map(two -> TypeConversion.of(context.dialect().flavor(), one, two, true)));
  }

  /** The values that do not fit, forward and back. */
  void checkFit(StepBuilder step) {
    String name = after.name();
    conversion(oldTable(), before, newTable(), after)
        .filter(c -> c.loss() != TypeConversion.Loss.NONE && !context.isEmpty(table))
        .flatMap(TypeConversion::misfit)
        .map(m -> m.of(context.quote(context.live(table, name))))
        .ifPresent(
            m ->
                step.check(
                    new DataCheck(
                        "cast:" + table + "." + name,
                        table,
                        CheckTexts.misfits(name, after.type()),
                        context.rows(table, m),
                        CheckTexts.addConversion(context.inYaml(table, name)))));
    conversion(newTable(), after, oldTable(), before)
        .filter(c -> c.loss() != TypeConversion.Loss.NONE)
        .flatMap(TypeConversion::misfit)
        .map(m -> m.of(context.quote(name)))
        .ifPresent(
            m ->
                step.downCheck(
                    new DataCheck(
                        "back:" + table + "." + name,
                        table,
                        CheckTexts.misfits(name, before.type()),
                        context.rowsAfter(table, m),
                        CheckTexts.CHANGE_THEN_ROLL_BACK)));
  }
}
