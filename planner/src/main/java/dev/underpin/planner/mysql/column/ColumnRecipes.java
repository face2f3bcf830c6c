package dev.underpin.planner.mysql.column;

import dev.underpin.dialect.mysql.lowering.TypeName;
import dev.underpin.dialect.mysql.options.CheckOptions;
import dev.underpin.planner.change.Change.AddColumn;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.change.Change.RenameColumn;
import dev.underpin.planner.change.Change.RenameTable;
import dev.underpin.planner.mysql.kit.AlterMethod;
import dev.underpin.planner.mysql.kit.DependentObjects;
import dev.underpin.planner.mysql.kit.ExpressionKeys;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.mysql.kit.TypeConversion;
import dev.underpin.planner.mysql.kit.Work;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.ModelState;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Columns that come, go and get another name; what changes of one is in {@link AlterColumnRecipe}.
 */
public final class ColumnRecipes {
  private final Work work;
  private final Backfill fill;
  private final ModelState renames;

  /**
   * Nothing yet.
   *
   * @param live the schema before the plan
   */
  public ColumnRecipes(Work work, Schema live) {
    this.work = work;
    this.fill = new Backfill(work);
    this.renames = new ModelState(live, work.dialect);
  }

  public void add(QualifiedName table, Column column) {
    Optional<SqlText> hint =
        Optional.ofNullable(
            work.context.hints().backfills().get(new ColumnRef(table, column.name())));
    boolean perRow = work.dialect.isComputedDefault(column);
    Optional<SqlText> value = hint.or(() -> perRow ? column.defaultValue() : Optional.empty());
    if (column.generated().isPresent()
        || work.isEmpty(table)
        || value.isEmpty() && (column.nullable() || column.defaultValue().isPresent())) {
      addAtOnce(table, column);
    } else if (value.isEmpty()) {
      work.refusals.add(missingFill(table, column));
    } else {
      addAndFill(table, column, value.get());
    }
  }

  private void addAtOnce(QualifiedName table, Column column) {
    Table target = work.target(table);
    boolean rejects =
        !column.nullable() && column.defaultValue().isEmpty() && column.generated().isEmpty();
    AlterMethod way = work.way(adding(target, column), table);
    StepBuilder step =
        work.changing(
                rejects ? Phase.CONTRACT : Phase.EXPAND,
                StepRanks.ADD_COLUMN,
                table,
                StepTitles.addColumn(column),
                way)
            .source(ObjectRef.table(table).column(column.name()))
            .creates(
                StepKey.column(table, column.name()),
                StepKey.filled(table, column.name()),
                StepKey.after(table, column.name()))
            .effect(new AddColumn(table, column));
    if (work.dialect.isComputedDefault(column)) {
      // It would cost a copy, and is refused for a new column where statements are logged as text.
      Column first = column.withDefault(Optional.empty()).withNullable(true);
      step.up(
          work.alter(
              table,
              work.way(Operation.ADD_COLUMN, table),
              work.alter.addColumn(withoutChecks(target), first)),
          work.alter(
              table,
              column.nullable()
                  ? work.way(Operation.CHANGE_COLUMN_ATTRIBUTES, table)
                  : work.way(TypeConversion.settingNotNull(column.type()), table),
              work.alter.modifyColumn(target, column)));
    } else {
      step.up(work.alter(table, way, work.alter.addColumn(target, work.spoken(target, column))));
    }
    if (column.generated().isPresent()) {
      SqlText expression = column.generated().get().expression();
      if (column.generated().get().stored())
        work.mentioned(table, expression)
            .forEach(c -> step.destroys(State.CHANGED_BY_KEY.of(table, c)));
      step.needs(work.needsOf(table, work.mentioned(table, expression)))
          .down(
              work.alter(
                  table,
                  work.way(
                      column.generated().get().stored()
                          ? Operation.DROP_COLUMN
                          : ExpressionKeys.droppingVirtual(work, table, column.name()),
                      table),
                  work.alter.dropColumn(column.name())));
    } else {
      step.down(TrashSteps.back(work).in(table, column));
    }
    check(target, column).ifPresent(c -> step.effect(new AddConstraint(table, c)));
    work.add(step);
  }

  private static Operation adding(Table table, Column column) {
    if (column.generated().isPresent())
      return column.generated().get().stored()
          ? Operation.ADD_STORED_COLUMN
          : Operation.ADD_VIRTUAL_COLUMN;
    if (check(table, column).isPresent()) return Operation.ADD_COLUMN_WITH_CHECK;
    boolean empty = !column.nullable() && column.defaultValue().isEmpty();
    return empty
            && TypeName.parse(column.type()).filter(ColumnRecipes::beginsWithNothing).isPresent()
        ? Operation.ADD_COLUMN_WITHOUT_VALUE
        : Operation.ADD_COLUMN;
  }

  private static boolean beginsWithNothing(TypeName type) {
    return type.base().equals("date") || type.base().equals("datetime") || type.isSpatial();
  }

  /**
   * Old rows get a value of their own: first the column, then the default for new rows, then the
   * rows.
   */
  private void addAndFill(QualifiedName table, Column column, SqlText value) {
    Table target = work.target(table);
    Optional<CheckConstraint> check = check(target, column);
    Column first = column.withNullable(true);
    boolean required = !column.nullable() || check.isPresent();
    Table bare = withoutChecks(target);
    StepBuilder add =
        work.changing(
                Phase.EXPAND,
                StepRanks.ADD_COLUMN,
                table,
                StepTitles.addNullableColumn(column),
                work.way(Operation.ADD_COLUMN, table))
            .source(ObjectRef.table(table).column(column.name()))
            .creates(StepKey.column(table, column.name()))
            .effect(new AddColumn(table, first))
            .up(
                work.alter(
                    table,
                    work.way(Operation.ADD_COLUMN, table),
                    work.alter.addColumn(
                        bare, work.spoken(target, first.withDefault(Optional.empty())))))
            .down(TrashSteps.back(work).in(table, first));
    if (column.defaultValue().isPresent())
      add.up(
          work.alter(
              table,
              work.way(Operation.CHANGE_COLUMN_ATTRIBUTES, table),
              work.alter.modifyColumn(bare, work.spoken(target, first))));
    work.add(add);
    fill.newColumn(table, column, value);
    if (required) fill.requireNew(table, first, column, value, check);
  }

  public void drop(QualifiedName table, Column column) {
    boolean discard =
        work.context.options().discard()
            || work.context.hints().discarded().contains(table + "." + column.name());
    boolean derived = column.generated().isPresent();
    boolean returns = work.target(table).column(column.name()).isPresent();
    Table renamed = work.renamed(table);
    AlterMethod way =
        derived || discard
            ? work.way(
                derived && !column.generated().get().stored()
                    ? ExpressionKeys.droppingVirtual(work, table, column.name())
                    : Operation.DROP_COLUMN,
                table)
            : work.way(Operation.RENAME_COLUMN, table);
    StepBuilder step =
        work.changing(
                Phase.CONTRACT,
                StepRanks.DROP_COLUMN,
                table,
                returns
                    ? StepTitles.dropColumnForNow(column.name())
                    : StepTitles.dropColumn(column.name(), derived || discard),
                way)
            .source(ObjectRef.table(table))
            .effect(new DropColumn(table, column))
            .destroys(StepKey.column(table, column.name()), StepKey.before(table, column.name()))
            .needs(work.renamesOf(table, List.of(column.name())));
    if (returns) step.hazard(Hazards.columnMissing(column.name()));
    else step.allow(Allow.DROP_COLUMN);
    check(renamed, column).ifPresent(c -> step.effect(new DropConstraint(table, c)));
    column
        .generated()
        .ifPresent(
            g -> {
              Set<String> from = work.mentioned(table, g.expression());
              step.releases(work.releasesOf(table, from));
              if (g.stored()) from.forEach(c -> step.releases(State.COMPUTED_FROM.of(table, c)));
            });
    if (derived || discard) {
      step.up(work.alter(table, way, work.alter.dropColumn(column.name())))
          .down(
              work.alter(
                  table,
                  work.way(adding(renamed, column), table),
                  work.alter.addColumn(renamed, work.spoken(renamed, column))));
      if (!derived) {
        step.allow(Allow.DISCARD);
        if (!work.isEmpty(table))
          step.allow(Allow.IRREVERSIBLE).hazard(Hazards.valuesLost(column.name()));
      }
    } else {
      step.up(TrashSteps.forward(work).in(table, column))
          .down(TrashSteps.forward(work).out(renamed, column));
    }
    work.add(step);
  }

  public void rename(QualifiedName table, String from, String to) {
    Table before =
        renames
            .schema()
            .table(work.live(table))
            .or(() -> renames.schema().table(table))
            .orElseThrow();
    RenameColumn effect = new RenameColumn(table, from, to);
    if (!before.name().equals(table))
      throw new IllegalStateException("columns are renamed once their table is: " + table);
    renames.apply(effect);
    Table after = renames.schema().table(table).orElseThrow();
    boolean referenced =
        renames.schema().tables().values().stream()
            .anyMatch(
                t ->
                    t.constraintsOf(ForeignKey.class).stream()
                        .anyMatch(
                            f ->
                                f.references().equals(table)
                                    && f.referencedColumns().contains(to)));
    boolean inForeignKey =
        referenced
            || after.constraintsOf(ForeignKey.class).stream()
                .anyMatch(f -> f.columnList().contains(to));
    DependentObjects there =
        DependentObjects.violationsOfRename(work, before, after, from, inForeignKey);
    DependentObjects back =
        DependentObjects.violationsOfRename(work, after, before, to, inForeignKey);
    Operation renaming = referenced ? Operation.RENAME_REFERENCED_COLUMN : Operation.RENAME_COLUMN;
    AlterMethod way = work.way(renaming, table).and(there.way());
    work.add(
        work.changing(
                Phase.CONTRACT,
                StepRanks.RENAME_COLUMN,
                table,
                StepTitles.renameColumn(from, to),
                way)
            .source(ObjectRef.table(table).column(to))
            .hazard(Hazards.renamed(from))
            .up(there.around(table, work.alter.renameColumn(from, to), renaming))
            .down(back.around(table, work.alter.renameColumn(to, from), renaming))
            .effect(effect)
            .creates(StepKey.column(table, to))
            .destroys(StepKey.column(table, from)));
  }

  /** A table that gets another name does so before its columns. */
  public void renamedTable(QualifiedName from, QualifiedName to) {
    renames.apply(new RenameTable(from, to));
  }

  /** The check that is a part of the column's definition. */
  static Optional<CheckConstraint> check(Table table, Column column) {
    return table.constraintsOf(CheckConstraint.class).stream()
        .filter(c -> CheckOptions.column(c).filter(column.name()::equals).isPresent())
        .findFirst();
  }

  static Table withoutChecks(Table table) {
    return table.filterConstraints(c -> !(c instanceof CheckConstraint));
  }

  private Refusal missingFill(QualifiedName table, Column column) {
    return Refusals.missingBackfill(table, column, work.inYaml(table, column.name()));
  }
}
