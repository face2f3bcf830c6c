package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change.DropColumn;
import dev.underpin.planner.change.Change.RenameColumn;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.Volatility;
import dev.underpin.planner.postgresql.kit.Work;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
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
  private final Work work;
  private final SetNotNullRecipe notNull;
  private final AlterColumnRecipe changes;

  public ColumnRecipes(Work work) {
    this.work = work;
    this.notNull = new SetNotNullRecipe(work);
    this.changes = new AlterColumnRecipe(work, notNull);
  }

  public void alter(QualifiedName table, Column before, Column after) {
    changes.alter(table, before, after);
  }

  public void add(QualifiedName table, Column column) {
    Optional<SqlText> hint =
        Optional.ofNullable(
            work.context.hints().backfills().get(new ColumnRef(table, column.name())));
    boolean computed = column.generated().isPresent() || column.identity().isPresent();
    boolean perRow = column.defaultValue().filter(d -> !Volatility.isConstant(d)).isPresent();
    Optional<SqlText> fill = hint.or(() -> perRow ? column.defaultValue() : Optional.empty());
    if (computed
        || work.isEmpty(table)
        || fill.isEmpty() && (column.nullable() || column.defaultValue().isPresent())) {
      addAtOnce(table, column);
    } else if (fill.isEmpty()) {
      work.refusals.add(SetNotNullRecipe.missingFill(work, table, column));
    } else {
      addAndFill(table, column, fill.get());
    }
  }

  private void addAtOnce(QualifiedName table, Column column) {
    boolean rewrites =
        column.identity().isPresent() || column.generated().filter(g -> g.stored()).isPresent();
    Lock lock = rewrites && !work.isEmpty(table) ? Locks.EXCLUSIVE_REWRITE : Locks.EXCLUSIVE;
    boolean rejects =
        !column.nullable()
            && column.defaultValue().isEmpty()
            && column.identity().isEmpty()
            && column.generated().isEmpty();
    ColumnStepChain chain = new ColumnStepChain(work, table, column);
    StepBuilder step =
        step(
                rejects ? Phase.CONTRACT : Phase.EXPAND,
                StepRanks.ADD_COLUMN,
                table,
                StepTitles.addColumn(column),
                lock)
            .up(work.addColumn(table, column))
            .down(
                column.generated().isPresent()
                    ? List.of(work.ddl.dropColumn(table, column.name()))
                    : ColumnTrash.in(work, work.backTrash, table, column))
            .creates(State.NOT_NULL.of(table, column.name()), StepKey.filled(table, column.name()));
    column
        .generated()
        .ifPresent(g -> step.needs(work.needsOf(table, work.mentioned(table, g.expression()))));
    work.sequence(table, column).ifPresent(n -> step.creates(StepKey.relation(n)));
    chain.begin(work.weigh(step, table, lock));
  }

  /**
   * Old rows get a value of their own: first the column, then the default for new rows, then the
   * rows.
   */
  private void addAndFill(QualifiedName table, Column column, SqlText fill) {
    Column first = column.withNullable(true);
    ColumnStepChain chain = new ColumnStepChain(work, table, first);
    StepBuilder add =
        step(
                Phase.EXPAND,
                StepRanks.ADD_COLUMN,
                table,
                StepTitles.addNullableColumn(column),
                Locks.EXCLUSIVE)
            .up(work.ddl.addColumn(table, first.withDefault(Optional.empty())))
            .up(work.columnSettings(table, column))
            .down(ColumnTrash.in(work, work.backTrash, table, first));
    column.defaultValue().ifPresent(d -> add.up(work.ddl.setDefault(table, column.name(), d)));
    chain.begin(add);
    notNull.fillNew(chain, fill, !column.nullable());
    if (!column.nullable()) notNull.require(chain, Optional.of(fill), true);
  }

  public void drop(QualifiedName table, Column column) {
    boolean discard =
        work.context.options().discard()
            || work.context.hints().discarded().contains(table + "." + column.name());
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
            .needs(work.renamesOf(table, List.of(column.name())));
    work.sequence(table, column).ifPresent(n -> step.destroys(StepKey.relation(n)));
    column
        .generated()
        .ifPresent(
            g -> step.releases(work.releasesOf(table, work.mentioned(table, g.expression()))));
    if (derived || discard) {
      step.up(work.ddl.dropColumn(table, column.name())).down(work.addColumn(table, column));
      if (!derived) {
        step.allow(Allow.DISCARD);
        if (!work.isEmpty(table))
          step.allow(Allow.IRREVERSIBLE).hazard(Hazards.valuesLost(column.name()));
      }
    } else {
      step.up(ColumnTrash.in(work, work.trash, table, column))
          .down(ColumnTrash.out(work, table, column));
      missing(table, column).ifPresent(step::downCheck);
    }
    work.add(step);
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
                + work.name(table)
                + " WHERE "
                + work.quote(work.trash.name(column.name()))
                + " IS NULL",
            CheckTexts.valueInTrash(work.trash.name(column.name()))));
  }

  public void rename(QualifiedName table, String from, String to) {
    work.add(
        step(
                Phase.CONTRACT,
                StepRanks.RENAME_COLUMN,
                table,
                StepTitles.renameColumn(from, to),
                Locks.EXCLUSIVE)
            .source(ObjectRef.table(table).column(to))
            .hazard(Hazards.renamed(from))
            .up(work.ddl.renameColumn(table, from, to))
            .down(work.ddl.renameColumn(table, to, from))
            .effect(new RenameColumn(table, from, to))
            .creates(StepKey.column(table, to))
            .destroys(StepKey.column(table, from))
            .needs(work.live(table).equals(table) ? List.of() : List.of(StepKey.table(table))));
  }
}
