package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.dialect.postgresql.lowering.NotNullState;
import dev.underpin.planner.change.Change.AddConstraint;
import dev.underpin.planner.change.Change.AlterConstraint;
import dev.underpin.planner.change.Change.DropConstraint;
import dev.underpin.planner.postgresql.constraint.ConstraintRecipes;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.BackfillChecks;
import dev.underpin.planner.recipe.DataChecks;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Filling a column, and forbidding NULL in it without a scan under a lock that anybody notices: a
 * constraint that holds for new rows, the few rows written since, and validation while others
 * write. From PostgreSQL 18 that constraint is the NOT NULL itself; before, it is a check, which
 * {@code SET NOT NULL} since version 12 takes for a proof once it is valid.
 */
final class SetNotNullRecipe {
  private final PostgresContext context;
  private final DataChecks checks;

  SetNotNullRecipe(PostgresContext context) {
    this.context = context;
    this.checks = new DataChecks(context);
  }

  /** Fill a column that is new in this plan, where it is NULL. */
  void fillNew(ColumnStepChain chain, SqlText value, boolean required) {
    StepBuilder step =
        filling(chain, Phase.BACKFILL, StepTitles.backfill(chain.name())).up(update(chain, value));
    nulls(chain, Optional.of(value), required).forEach(step::check);
    chain.add(step.creates(StepKey.filled(chain.table(), chain.name())));
  }

  /**
   * Fill a column that was there before, remembering what was filled in which row, so that the way
   * back can empty it.
   */
  private String fillOld(ColumnStepChain chain, SqlText value) {
    QualifiedName table = chain.table();
    String memory = chain.memory();
    String column = context.quote(chain.name());
    chain.add(
        step(
                Phase.EXPAND,
                StepRanks.ADD_COLUMN,
                table,
                StepTitles.addBackfillHelper(chain.name()),
                Locks.EXCLUSIVE)
            .up(context.ddl().addColumn(table, Column.of(memory, chain.at().type())))
            .down(context.ddl().dropColumn(table, memory)));
    String update =
        "UPDATE "
            + context.name(table)
            + " SET ("
            + column
            + ", "
            + context.quote(memory)
            + ") = (SELECT fill, fill FROM (SELECT ("
            + value.written()
            + ")::"
            + chain.at().type()
            + " AS fill) AS filling) WHERE ("
            + column
            + " IS NULL) /* batch */";
    StepBuilder step = filling(chain, Phase.BACKFILL, StepTitles.backfill(chain.name())).up(update);
    nulls(chain, Optional.of(value), true).forEach(step::check);
    BackfillChecks.of(context, table, chain.at(), value).forEach(step::check);
    step.down(
        "UPDATE "
            + context.name(table)
            + " SET "
            + column
            + " = NULL WHERE ("
            + context.quote(memory)
            + " IS NOT NULL AND "
            + column
            + "::text IS NOT DISTINCT FROM "
            + context.quote(memory)
            + "::text) /* batch */");
    chain.add(step.creates(StepKey.filled(table, chain.name())));
    return update;
  }

  /** Forbid NULL in a column that holds rows. */
  void require(ColumnStepChain chain, Optional<SqlText> fill, boolean isNew) {
    QualifiedName table = chain.table();
    if (context.isEmpty(table)) {
      chain.add(
          step(
                  Phase.CONTRACT,
                  StepRanks.NOT_NULL,
                  table,
                  StepTitles.setNotNull(chain.name()),
                  Locks.EXCLUSIVE)
              .up(context.ddl().setNotNull(table, chain.name()))
              .down(context.ddl().dropNotNull(table, chain.name()))
              .creates(State.NOT_NULL.of(table, chain.name())),
          chain.at().withNullable(false));
      return;
    }
    Optional<String> again = fill.map(f -> isNew ? update(chain, f) : fillOld(chain, f));
    if (context.dialect().engine().version().atLeast(18)) requireNatively(chain, fill, again);
    else requireByCheck(chain, fill, again);
  }

  /** From version 18 the NOT NULL itself can be there before it is valid. */
  private void requireNatively(
      ColumnStepChain chain, Optional<SqlText> fill, Optional<String> again) {
    QualifiedName table = chain.table();
    String name =
        context.dialect().notNullName(table, chain.name(), context.namesOn(table)::contains);
    String forget = context.ddl().dropNotNull(table, chain.name());
    String pending = context.ddl().addNotNullNotValid(table, name, chain.name());
    StepBuilder forbid =
        step(
                Phase.CONTRACT,
                StepRanks.NOT_NULL,
                table,
                StepTitles.rejectNulls(chain.name()),
                Locks.EXCLUSIVE)
            .up(pending)
            .down(forget);
    if (fill.isEmpty()) nulls(chain, fill, true).forEach(forbid::check);
    chain.add(forbid, NotNullState.NOT_VALID.on(chain.at()));
    fillAgain(chain, again);
    chain.add(
        step(
                Phase.CONTRACT,
                StepRanks.NOT_NULL,
                table,
                StepTitles.validateNotNull(chain.name()),
                Locks.VALIDATE)
            .up(context.ddl().validateConstraint(table, name))
            .down(forget, pending)
            .creates(State.NOT_NULL.of(table, chain.name())),
        NotNullState.VALID.on(chain.at()));
  }

  /** Forbid NULL in new rows only, as the YAML says it. */
  void forNewRows(ColumnStepChain chain) {
    QualifiedName table = chain.table();
    boolean valid = !chain.at().nullable();
    String name =
        context.dialect().notNullName(table, chain.name(), context.namesOn(table)::contains);
    String forget = context.ddl().dropNotNull(table, chain.name());
    String pending = context.ddl().addNotNullNotValid(table, name, chain.name());
    chain.add(
        step(
                Phase.CONTRACT,
                StepRanks.NOT_NULL,
                table,
                StepTitles.rejectNulls(chain.name()),
                Locks.EXCLUSIVE)
            .up(valid ? List.of(forget, pending) : List.of(pending))
            .down(valid ? List.of(context.ddl().setNotNull(table, chain.name())) : List.of(forget)),
        NotNullState.NOT_VALID.on(chain.at()));
  }

  /** Make a NOT NULL valid of which only the server knows the name. */
  void validate(ColumnStepChain chain) {
    QualifiedName table = chain.table();
    String name = context.dialect().notNullName(table, chain.name(), n -> false);
    StepBuilder step =
        step(
                Phase.CONTRACT,
                StepRanks.NOT_NULL,
                table,
                StepTitles.setNotNull(chain.name()),
                Locks.EXCLUSIVE_SCAN)
            .up(context.ddl().setNotNull(table, chain.name()))
            .down(
                context.ddl().dropNotNull(table, chain.name()),
                context.ddl().addNotNullNotValid(table, name, chain.name()))
            .creates(State.NOT_NULL.of(table, chain.name()));
    nulls(chain, Optional.empty(), true).forEach(step::check);
    context.weigh(step, table, Locks.EXCLUSIVE_SCAN);
    chain.add(step, NotNullState.VALID.on(chain.at()));
  }

  private void fillAgain(ColumnStepChain chain, Optional<String> again) {
    again.ifPresent(
        statement ->
            chain.add(
                filling(chain, Phase.CONTRACT, StepTitles.backfillAgain(chain.name()))
                    .up(statement)));
  }

  private void requireByCheck(
      ColumnStepChain chain, Optional<SqlText> fill, Optional<String> again) {
    QualifiedName table = chain.table();
    Column after = chain.at().withNullable(false);
    Table target = context.target().table(table).orElseThrow();
    String name = context.temporary("not_null", table.toString(), chain.name());
    CheckConstraint pending =
        CheckConstraint.of(
                Optional.of(name),
                CanonicalForm.expression(context.dialect().spelled(chain.name()) + " IS NOT NULL"))
            .withNotValid(true);
    CheckConstraint valid = pending.withNotValid(false);
    StepBuilder forbid =
        step(
                Phase.CONTRACT,
                StepRanks.NOT_NULL,
                table,
                StepTitles.rejectNullsByCheck(chain.name()),
                Locks.EXCLUSIVE)
            .up(context.ddl().addConstraint(target, pending))
            .down(context.ddl().dropConstraint(table, name))
            .effect(new AddConstraint(table, pending));
    if (fill.isEmpty()) nulls(chain, fill, true).forEach(forbid::check);
    chain.add(forbid);
    fillAgain(chain, again);
    chain.add(
        step(
                Phase.CONTRACT,
                StepRanks.NOT_NULL,
                table,
                StepTitles.validateNotNull(chain.name()),
                Locks.VALIDATE)
            .up(context.ddl().validateConstraint(table, name))
            .down(
                context.ddl().dropConstraint(table, name),
                context.ddl().addConstraint(target, pending))
            .effect(new AlterConstraint(table, pending, valid)));
    chain.add(
        step(
                Phase.CONTRACT,
                StepRanks.NOT_NULL,
                table,
                StepTitles.setNotNullByCheck(chain.name()),
                Locks.EXCLUSIVE)
            .up(context.ddl().setNotNull(table, chain.name()))
            .down(context.ddl().dropNotNull(table, chain.name()))
            .creates(State.NOT_NULL.of(table, chain.name())),
        after);
    chain.add(
        step(
                Phase.CONTRACT,
                StepRanks.NOT_NULL,
                table,
                StepTitles.dropHelperCheck(chain.name()),
                Locks.EXCLUSIVE)
            .up(context.ddl().dropConstraint(table, name))
            .mode(Mode.TRANSACTION, Mode.ALONE)
            .down(ConstraintRecipes.addChecked(context, target, valid))
            .effect(new DropConstraint(table, valid)));
  }

  /** Why a required column cannot be added to a table that holds rows, and what to write. */
  static Refusal missingFill(PostgresContext context, QualifiedName table, Column column) {
    return Refusals.missingBackfill(table, column, context.inYaml(table, column.name()));
  }

  private StepBuilder filling(ColumnStepChain chain, Phase phase, String title) {
    return step(
            phase,
            phase == Phase.BACKFILL ? StepRanks.BACKFILL : StepRanks.NOT_NULL,
            chain.table(),
            title,
            Locks.ROWS)
        .mode(Mode.BATCHES, Mode.BATCHES)
        .batch(context.batch(chain.table()));
  }

  private String update(ColumnStepChain chain, SqlText value) {
    String column = context.quote(chain.name());
    return "UPDATE "
        + context.name(chain.table())
        + " SET "
        + column
        + " = "
        + value.written()
        + " WHERE ("
        + column
        + " IS NULL) /* batch */";
  }

  /** Rows that would have no value, whether there is a backfill or not. */
  private List<DataCheck> nulls(ColumnStepChain chain, Optional<SqlText> fill, boolean required) {
    QualifiedName table = chain.table();
    String name = chain.name();
    if (context.isEmpty(table)) return List.of();
    List<DataCheck> probes = new ArrayList<>(checks.onColumn(table, name));
    if (required) checks.nulls(table, name, fill.isPresent()).ifPresent(probes::add);
    return probes;
  }
}
