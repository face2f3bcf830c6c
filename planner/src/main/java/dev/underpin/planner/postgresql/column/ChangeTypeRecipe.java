package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.postgresql.kit.DependentObjects;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TypeConversion;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;

/**
 * A change of a column's type or collation. Where values may change by it, a column in the trash
 * keeps the old ones, and the rollback takes them from there for the rows that nobody has written
 * since.
 */
final class ChangeTypeRecipe {
  private final PostgresContext context;
  private final ColumnStepChain chain;
  private final QualifiedName table;
  private final Column before;
  private final Column target;
  private final Optional<SqlText> using;
  private final TypeConversion change;

  /**
   * The change of the column as it is at this point of its chain.
   *
   * @param after the column in the end, of which only type, collation and default count here
   */
  ChangeTypeRecipe(PostgresContext context, ColumnStepChain chain, Column after) {
    this.context = context;
    this.chain = chain;
    this.table = chain.table();
    this.before = chain.at();
    this.target =
        before
            .withType(after.type())
            .withCollation(after.collation())
            .withDefault(after.defaultValue());
    this.using =
        Optional.ofNullable(context.hints().using().get(new ColumnRef(table, after.name())))
            .filter(u -> !before.type().equals(after.type()));
    this.change = TypeConversion.of(before.type(), after.type());
  }

  void plan() {
    boolean lossy = using.isPresent() || change.kind() == TypeConversion.Kind.LOSSY;
    boolean keep = lossy && !context.isEmpty(table);
    if (keep) chain.keepOldValues();
    boolean catalog = change.kind() == TypeConversion.Kind.CATALOG && using.isEmpty();
    StepBuilder step =
        step(
                catalog ? Phase.EXPAND : Phase.CONTRACT,
                StepRanks.RETYPE,
                table,
                title(keep),
                catalog || context.isEmpty(table) ? Locks.EXCLUSIVE : Locks.EXCLUSIVE_REWRITE)
            .destroys(StepKey.before(table, before.name()))
            .creates(StepKey.after(table, before.name()));
    DependentObjects around = DependentObjects.unchanged(context);
    around.retyped(table, before.name());
    step.needs(around.needs());

    step.up(around.down());
    if (keep) keepOldValues(step);
    if (before.defaultValue().isPresent()) step.up(context.ddl().dropDefault(table, before.name()));
    step.up(
        context.ddl().setType(table, target, lossy ? Optional.of(forward()) : Optional.empty()));
    sequenceType(target).ifPresent(step::up);
    target
        .defaultValue()
        .ifPresent(d -> step.up(context.ddl().setDefault(table, before.name(), d)));
    step.up(around.up());

    step.down(around.down());
    if (target.defaultValue().isPresent())
      step.down(context.ddl().dropDefault(table, before.name()));
    step.down(context.ddl().setType(table, before, conversionBack(keep)));
    sequenceType(before).ifPresent(step::down);
    before
        .defaultValue()
        .ifPresent(d -> step.down(context.ddl().setDefault(table, before.name(), d)));
    if (keep) step.down(context.ddl().dropColumn(table, context.trash().name(before.name())));
    step.down(around.up());

    if (!catalog && !context.isEmpty(table)) {
      misfits().ifPresent(step::check);
      if (lossy) new DataChecks(context).onColumn(table, before.name()).forEach(step::check);
    }
    misfitsBack().ifPresent(step::downCheck);
    context.weigh(step, table, catalog ? Locks.EXCLUSIVE : Locks.EXCLUSIVE_REWRITE);
    chain.add(step, target);
  }

  private String title(boolean keep) {
    if (before.type().equals(target.type())) return StepTitles.changeCollation(before.name());
    return StepTitles.changeType(before, target, keep);
  }

  private void keepOldValues(StepBuilder step) {
    String trash = context.trash().name(before.name());
    Column kept = Column.of(trash, before.type()).withCollation(before.collation());
    step.allow(Allow.LOSSY)
        .hazard(Hazards.valuesMayChange(List.of(before.name())))
        .up(
            context.ddl().addColumn(table, kept),
            "UPDATE "
                + context.name(table)
                + " SET "
                + context.quote(trash)
                + " = "
                + context.quote(before.name()));
  }

  /** How a value of the old type becomes one of the new. */
  private SqlText forward() {
    return using.orElseGet(
        () ->
            SqlText.of(
                TypeConversion.cast(context.quote(before.name()), before.type(), target.type())));
  }

  private String backward() {
    return TypeConversion.cast(context.quote(before.name()), target.type(), before.type());
  }

  /** A row that nobody has written since has the value that was made of the kept one. */
  private Optional<SqlText> conversionBack(boolean kept) {
    if (!kept) {
      boolean byItself = TypeConversion.of(target.type(), before.type()).assignable();
      return byItself ? Optional.empty() : Optional.of(SqlText.of(backward()));
    }
    String trash = context.trash().name(before.name());
    SqlText again = context.dialect().renameColumn(forward(), before.name(), trash);
    return Optional.of(
        SqlText.of(
            "CASE WHEN "
                + context.quote(before.name())
                + "::text IS NOT DISTINCT FROM ("
                + again.written()
                + ")::text THEN "
                + context.quote(trash)
                + " ELSE "
                + backward()
                + " END"));
  }

  /** The server changes the type of an identity's sequence, but not that of a serial column's. */
  private Optional<String> sequenceType(Column now) {
    boolean serial =
        before.identity().filter(i -> i.kind() == Identity.Kind.SERIAL).isPresent()
            && !before.type().equals(target.type());
    return context
        .sequence(table, before)
        .filter(n -> serial && TypeConversion.isInteger(now.type()))
        .map(n -> "ALTER SEQUENCE " + context.name(n) + " AS " + now.type());
  }

  // --- rows that violate

  private Optional<DataCheck> misfits() {
    if (using.isEmpty() && change.kind() == TypeConversion.Kind.LOSSLESS) return Optional.empty();
    String column = context.quote(context.live(table, before.name()));
    Optional<String> condition =
        using.isEmpty() && change.misfit().isPresent()
            ? change.misfit().map(m -> m.replace("%s", column))
            : context.live(table, forward()).map(this::cannotBeCast);
    return condition.map(
        c ->
            new DataCheck(
                "cast:" + table + "." + before.name(),
                table,
                CheckTexts.misfits(before.name(), target.type()),
                context.rows(table, c),
                CheckTexts.addConversion(context.inYaml(table, before.name()))));
  }

  /** A condition that is never true; the server fails to compute it where a value does not fit. */
  private String cannotBeCast(String expression) {
    String cast = "(" + expression + ")::text = 'no value is this one, it is only cast'";
    return before.nullable() ? cast : "(" + cast + " OR (" + expression + ") IS NULL)";
  }

  /** What was written since has to fit the old type. */
  private Optional<DataCheck> misfitsBack() {
    TypeConversion back = TypeConversion.of(target.type(), before.type());
    if (back.kind() == TypeConversion.Kind.CATALOG || back.kind() == TypeConversion.Kind.LOSSLESS) {
      return Optional.empty();
    }
    String column = context.quote(before.name());
    String condition =
        back.misfit()
            .map(m -> m.replace("%s", column))
            .orElse("(" + backward() + ")::text = 'no value is this one, it is only cast'");
    return Optional.of(
        new DataCheck(
            "back:" + table + "." + before.name(),
            table,
            CheckTexts.misfits(before.name(), before.type()),
            "SELECT ctid::text FROM " + context.name(table) + " WHERE " + condition,
            CheckTexts.CHANGE_THEN_ROLL_BACK));
  }
}
