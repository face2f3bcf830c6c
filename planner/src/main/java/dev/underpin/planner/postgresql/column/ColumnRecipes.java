package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.change.Change.RenameColumn;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.Volatility;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Lock;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;

/**
 * Columns that come, go and get another name; what changes of a column is in {@link
 * AlterColumnRecipe}.
 */
public final class ColumnRecipes {
  private final PostgresContext context;
  private final StepSink sink;
  private final SetNotNullRecipe notNull;
  private final AlterColumnRecipe changes;

  public ColumnRecipes(PostgresContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
    this.notNull = new SetNotNullRecipe(context);
    this.changes = new AlterColumnRecipe(context, sink, notNull);
  }

  public void alter(QualifiedName table, Column before, Column after) {
    changes.alter(table, before, after);
  }

  public void add(QualifiedName table, Column column) {
    Optional<SqlText> hint =
        Optional.ofNullable(context.hints().backfills().get(new ColumnRef(table, column.name())));
    boolean computed = column.generated().isPresent() || column.identity().isPresent();
    boolean perRow = column.defaultValue().filter(d -> !Volatility.isConstant(d)).isPresent();
    Optional<SqlText> fill = hint.or(() -> perRow ? column.defaultValue() : Optional.empty());
    if (computed
        || context.isEmpty(table)
        || fill.isEmpty() && (column.nullable() || column.defaultValue().isPresent())) {
      addAtOnce(table, column);
    } else if (fill.isEmpty()) {
      sink.refuse(SetNotNullRecipe.missingFill(context, table, column));
    } else {
      addAndFill(table, column, fill.get());
    }
  }

  private void addAtOnce(QualifiedName table, Column column) {
    boolean rewrites =
        column.identity().isPresent() || column.generated().filter(g -> g.stored()).isPresent();
    Lock lock = rewrites && !context.isEmpty(table) ? Locks.EXCLUSIVE_REWRITE : Locks.EXCLUSIVE;
    boolean rejects =
        !column.nullable()
            && column.defaultValue().isEmpty()
            && column.identity().isEmpty()
            && column.generated().isEmpty();
    ColumnStepChain chain = new ColumnStepChain(context, sink, table, column);
    StepBuilder step =
        step(
                rejects ? Phase.CONTRACT : Phase.EXPAND,
                StepRanks.ADD_COLUMN,
                table,
                StepTitles.addColumn(column),
                lock)
            .up(context.addColumn(table, column))
            .down(
                column.generated().isPresent()
                    ? List.of(context.ddl().dropColumn(table, column.name()))
                    : ColumnTrash.in(context, context.backTrash(), table, column))
            .creates(State.NOT_NULL.of(table, column.name()), StepKey.filled(table, column.name()));
    column
        .generated()
        .ifPresent(
            g -> step.needs(context.needsOf(table, context.mentioned(table, g.expression()))));
    context.sequence(table, column).ifPresent(n -> step.creates(StepKey.relation(n)));
    chain.begin(context.weigh(step, table, lock));
  }

  /**
   * Old rows get a value of their own: first the column, then the default for new rows, then the
   * rows.
   */
  private void addAndFill(QualifiedName table, Column column, SqlText fill) {
    Column first = column.withNullable(true);
    ColumnStepChain chain = new ColumnStepChain(context, sink, table, first);
    StepBuilder add =
        step(
                Phase.EXPAND,
                StepRanks.ADD_COLUMN,
                table,
                StepTitles.addNullableColumn(column),
                Locks.EXCLUSIVE)
            .up(context.ddl().addColumn(table, first.withDefault(Optional.empty())))
            .up(context.columnSettings(table, column))
            .down(ColumnTrash.in(context, context.backTrash(), table, first));
    column.defaultValue().ifPresent(d -> add.up(context.ddl().setDefault(table, column.name(), d)));
    chain.begin(add);
    notNull.fillNew(chain, fill, !column.nullable());
    if (!column.nullable()) notNull.require(chain, Optional.of(fill), true);
  }

  public void drop(QualifiedName table, Column column) {
    boolean discard =
        context.options().discard()
            || context.hints().discarded().contains(table + "." + column.name());
    boolean derived = column.generated().isPresent();
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.DROP_COLUMN,
                table,
                StepTitles.dropColumn(column.name(), derived || discard),
                Locks.EXCLUSIVE)
            .source(ObjectRef.table(table))
            .allow(Allow.DROP_COLUMN)
            .effect(new DropColumn(table, column))
            .destroys(StepKey.column(table, column.name()), StepKey.before(table, column.name()))
            .needs(context.renamesOf(table, List.of(column.name())));
    context.sequence(table, column).ifPresent(n -> step.destroys(StepKey.relation(n)));
    column
        .generated()
        .ifPresent(
            g ->
                step.releases(context.releasesOf(table, context.mentioned(table, g.expression()))));
    if (derived || discard) {
      step.up(context.ddl().dropColumn(table, column.name()))
          .down(context.addColumn(table, column));
      if (!derived) {
        step.allow(Allow.DISCARD);
        if (!context.isEmpty(table))
          step.allow(Allow.IRREVERSIBLE).hazard(Hazards.valuesLost(column.name()));
      }
    } else {
      step.up(ColumnTrash.in(context, context.trash(), table, column))
          .down(ColumnTrash.out(context, table, column));
      missing(table, column).ifPresent(step::downCheck);
    }
    sink.add(step);
  }

  /** Rows written while a required column lay in the trash have no value for it. */
  private Optional<DataCheck> missing(QualifiedName table, Column column) {
    if (column.nullable() || column.defaultValue().isPresent() || column.identity().isPresent())
      return Optional.empty();
    return Optional.of(
        new DataCheck(
            "missing:" + table + "." + column.name(),
            table,
            CheckTexts.valueMissing(column.name()),
            "SELECT ctid::text FROM "
                + context.name(table)
                + " WHERE "
                + context.quote(context.trash().name(column.name()))
                + " IS NULL",
            CheckTexts.valueInTrash(context.trash().name(column.name()))));
  }

  public void rename(QualifiedName table, String from, String to) {
    sink.add(
        step(
                Phase.CONTRACT,
                StepRanks.RENAME_COLUMN,
                table,
                StepTitles.renameColumn(from, to),
                Locks.EXCLUSIVE)
            .source(ObjectRef.table(table).column(to))
            .hazard(Hazards.renamed(from))
            .up(context.ddl().renameColumn(table, from, to))
            .down(context.ddl().renameColumn(table, to, from))
            .effect(new RenameColumn(table, from, to))
            .creates(StepKey.column(table, to))
            .destroys(StepKey.column(table, from))
            .needs(context.live(table).equals(table) ? List.of() : List.of(StepKey.table(table))));
  }
}
