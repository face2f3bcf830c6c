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
import dev.underpin.planner.mysql.kit.MysqlContext;
import dev.underpin.planner.mysql.kit.OnlineDdlMatrix.Operation;
import dev.underpin.planner.mysql.kit.StepRanks;
import dev.underpin.planner.mysql.kit.TrashSteps;
import dev.underpin.planner.mysql.kit.TypeConversion;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
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
  private final MysqlContext context;
  private final StepSink sink;
  private final Backfill fill;
  private final ModelState renames;

  /**
   * Nothing yet.
   *
   * @param live the schema before the plan
   */
  public ColumnRecipes(MysqlContext context, StepSink sink, Schema live) {
    this.context = context;
    this.sink = sink;
    this.fill = new Backfill(context, sink);
    this.renames = new ModelState(live, context.dialect());
  }

  public void add(QualifiedName table, Column column) {
    Optional<SqlText> hint =
        Optional.ofNullable(context.hints().backfills().get(new ColumnRef(table, column.name())));
    boolean perRow = context.dialect().isComputedDefault(column);
    Optional<SqlText> value = hint.or(() -> perRow ? column.defaultValue() : Optional.empty());
    if (column.generated().isPresent()
        || context.isEmpty(table)
        || value.isEmpty() && (column.nullable() || column.defaultValue().isPresent())) {
      addAtOnce(table, column);
    } else if (value.isEmpty()) {
      sink.refuse(missingFill(table, column));
    } else {
      addAndFill(table, column, value.get());
    }
  }

  private void addAtOnce(QualifiedName table, Column column) {
    Table target = context.target(table);
    boolean rejects =
        !column.nullable() && column.defaultValue().isEmpty() && column.generated().isEmpty();
    AlterMethod way = context.way(adding(target, column), table);
    StepBuilder step =
        context
            .changing(
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
    if (context.dialect().isComputedDefault(column)) {
      // It would cost a copy, and is refused for a new column where statements are logged as text.
      Column first = column.withDefault(Optional.empty()).withNullable(true);
      step.up(
          context.alter(
              table,
              context.way(Operation.ADD_COLUMN, table),
              context.alter().addColumn(withoutChecks(target), first)),
          context.alter(
              table,
              column.nullable()
                  ? context.way(Operation.CHANGE_COLUMN_ATTRIBUTES, table)
                  : context.way(TypeConversion.settingNotNull(column.type()), table),
              context.alter().modifyColumn(target, column)));
    } else {
      step.up(
          context.alter(
              table, way, context.alter().addColumn(target, context.spoken(target, column))));
    }
    if (column.generated().isPresent()) {
      SqlText expression = column.generated().get().expression();
      if (column.generated().get().stored())
        context
            .mentioned(table, expression)
            .forEach(c -> step.destroys(State.CHANGED_BY_KEY.of(table, c)));
      step.needs(context.needsOf(table, context.mentioned(table, expression)))
          .down(
              context.alter(
                  table,
                  context.way(
                      column.generated().get().stored()
                          ? Operation.DROP_COLUMN
                          : ExpressionKeys.droppingVirtual(context, table, column.name()),
                      table),
                  context.alter().dropColumn(column.name())));
    } else {
      step.down(TrashSteps.back(context).in(table, column));
    }
    check(target, column).ifPresent(c -> step.effect(new AddConstraint(table, c)));
    sink.add(step);
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
    Table target = context.target(table);
    Optional<CheckConstraint> check = check(target, column);
    Column first = column.withNullable(true);
    boolean required = !column.nullable() || check.isPresent();
    Table bare = withoutChecks(target);
    StepBuilder add =
        context
            .changing(
                Phase.EXPAND,
                StepRanks.ADD_COLUMN,
                table,
                StepTitles.addNullableColumn(column),
                context.way(Operation.ADD_COLUMN, table))
            .source(ObjectRef.table(table).column(column.name()))
            .creates(StepKey.column(table, column.name()))
            .effect(new AddColumn(table, first))
            .up(
                context.alter(
                    table,
                    context.way(Operation.ADD_COLUMN, table),
                    context
                        .alter()
                        .addColumn(
                            bare, context.spoken(target, first.withDefault(Optional.empty())))))
            .down(TrashSteps.back(context).in(table, first));
    if (column.defaultValue().isPresent())
      add.up(
          context.alter(
              table,
              context.way(Operation.CHANGE_COLUMN_ATTRIBUTES, table),
              context.alter().modifyColumn(bare, context.spoken(target, first))));
    sink.add(add);
    fill.newColumn(table, column, value);
    if (required) fill.requireNew(table, first, column, value, check);
  }

  public void drop(QualifiedName table, Column column) {
    boolean discard =
        context.options().discard()
            || context.hints().discarded().contains(table + "." + column.name());
    boolean derived = column.generated().isPresent();
    boolean returns = context.target(table).column(column.name()).isPresent();
    Table renamed = context.renamed(table);
    AlterMethod way =
        derived || discard
            ? context.way(
                derived && !column.generated().get().stored()
                    ? ExpressionKeys.droppingVirtual(context, table, column.name())
                    : Operation.DROP_COLUMN,
                table)
            : context.way(Operation.RENAME_COLUMN, table);
    StepBuilder step =
        context
            .changing(
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
            .needs(context.renamesOf(table, List.of(column.name())));
    if (returns) step.hazard(Hazards.columnMissing(column.name()));
    else step.allow(Allow.DROP_COLUMN);
    check(renamed, column).ifPresent(c -> step.effect(new DropConstraint(table, c)));
    column
        .generated()
        .ifPresent(
            g -> {
              Set<String> from = context.mentioned(table, g.expression());
              step.releases(context.releasesOf(table, from));
              if (g.stored()) from.forEach(c -> step.releases(State.COMPUTED_FROM.of(table, c)));
            });
    if (derived || discard) {
      step.up(context.alter(table, way, context.alter().dropColumn(column.name())))
          .down(
              context.alter(
                  table,
                  context.way(adding(renamed, column), table),
                  context.alter().addColumn(renamed, context.spoken(renamed, column))));
      if (!derived) {
        step.allow(Allow.DISCARD);
        if (!context.isEmpty(table))
          step.allow(Allow.IRREVERSIBLE).hazard(Hazards.valuesLost(column.name()));
      }
    } else {
      step.up(TrashSteps.forward(context).in(table, column))
          .down(TrashSteps.forward(context).out(renamed, column));
    }
    sink.add(step);
  }

  public void rename(QualifiedName table, String from, String to) {
    Table before =
        renames
            .schema()
            .table(context.live(table))
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
    DependentObjects there = DependentObjects.ofRename(context, before, after, from, inForeignKey);
    DependentObjects back = DependentObjects.ofRename(context, after, before, to, inForeignKey);
    Operation renaming = referenced ? Operation.RENAME_REFERENCED_COLUMN : Operation.RENAME_COLUMN;
    AlterMethod way = context.way(renaming, table).and(there.way());
    sink.add(
        context
            .changing(
                Phase.CONTRACT,
                StepRanks.RENAME_COLUMN,
                table,
                StepTitles.renameColumn(from, to),
                way)
            .source(ObjectRef.table(table).column(to))
            .hazard(Hazards.renamed(from))
            .statements(
                there.around(table, context.alter().renameColumn(from, to), renaming),
                back.around(table, context.alter().renameColumn(to, from), renaming))
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
    return Refusals.missingBackfill(table, column, context.inYaml(table, column.name()));
  }
}
