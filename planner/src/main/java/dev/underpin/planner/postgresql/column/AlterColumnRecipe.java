package dev.underpin.planner.postgresql.column;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.dialect.postgresql.lowering.NotNullState;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.Optional;

/** What changes of an existing column, one attribute after the other. */
final class AlterColumnRecipe {
  private final PostgresContext context;
  private final StepSink sink;
  private final SetNotNullRecipe notNull;
  private final IdentityRecipe numbering;
  private final GeneratedColumnRecipe computing;

  AlterColumnRecipe(PostgresContext context, StepSink sink, SetNotNullRecipe notNull) {
    this.context = context;
    this.sink = sink;
    this.notNull = notNull;
    this.numbering = new IdentityRecipe(context);
    this.computing = new GeneratedColumnRecipe(context, sink);
  }

  void alter(QualifiedName table, Column before, Column after) {
    ColumnStepChain chain = new ColumnStepChain(context, sink, table, before);
    if (before.generated().isPresent() || after.generated().isPresent()) {
      boolean computed =
          !before.generated().equals(after.generated()) || !before.type().equals(after.type());
      if (computed && !computing.change(chain, after)) return;
    }
    boolean renumbered = kind(before) != kind(after);
    if (renumbered && before.identity().isPresent()) numbering.stop(chain);
    if (!chain.at().type().equals(after.type())
        || !chain.at().collation().equals(after.collation())) {
      new ChangeTypeRecipe(context, chain, after).plan();
    }
    if (!chain.at().defaultValue().equals(after.defaultValue())) changeDefault(chain, after);
    if (NotNullState.of(chain.at()) != NotNullState.of(after)) nullability(chain, after);
    if (renumbered && after.identity().isPresent()) numbering.start(chain, after.identity().get());
    if (!chain.at().identity().equals(after.identity()))
      numbering.change(chain, after.identity().orElseThrow());
    if (!chain.at().comment().equals(after.comment())) {
      chain.add(
          step(
                  Phase.EXPAND,
                  StepRanks.ATTRIBUTES,
                  table,
                  StepTitles.changeComment(after.name()),
                  Locks.COMMENT)
              .up(context.ddl().commentOnColumn(table, after.name(), after.comment()))
              .down(context.ddl().commentOnColumn(table, after.name(), before.comment())),
          chain.at().withComment(after.comment()));
    }
    if (!chain.at().options().equals(after.options())) {
      Column target = chain.at().withOptions(after.options());
      chain.add(
          step(
                  Phase.EXPAND,
                  StepRanks.ATTRIBUTES,
                  table,
                  StepTitles.changeAttributes(after.name()),
                  Locks.EXCLUSIVE)
              .up(context.ddl().changeColumnSettings(table, chain.at(), target))
              .down(context.ddl().changeColumnSettings(table, target, chain.at())),
          target);
    }
  }

  private void changeDefault(ColumnStepChain chain, Column after) {
    QualifiedName table = chain.table();
    String name = after.name();
    Optional<SqlText> before = chain.at().defaultValue();
    boolean drops = after.defaultValue().isEmpty();
    chain.add(
        step(
                drops && !after.nullable() ? Phase.CONTRACT : Phase.EXPAND,
                StepRanks.ALTER_COLUMN,
                table,
                StepTitles.changeDefault(name, after.defaultValue()),
                Locks.EXCLUSIVE)
            .up(
                after
                    .defaultValue()
                    .map(d -> context.ddl().setDefault(table, name, d))
                    .orElseGet(() -> context.ddl().dropDefault(table, name)))
            .down(
                before
                    .map(d -> context.ddl().setDefault(table, name, d))
                    .orElseGet(() -> context.ddl().dropDefault(table, name))),
        chain.at().withDefault(after.defaultValue()));
  }

  private void nullability(ColumnStepChain chain, Column after) {
    switch (NotNullState.of(after)) {
      case NULLABLE -> allowNull(chain, after);
      case NOT_VALID -> notNull.forNewRows(chain);
      case VALID -> {
        if (NotNullState.of(chain.at()) == NotNullState.NOT_VALID) notNull.validate(chain);
        else notNull.require(chain, fill(chain.table(), after), false);
      }
    }
  }

  private Optional<SqlText> fill(QualifiedName table, Column column) {
    return Optional.ofNullable(
        context.hints().backfills().get(new ColumnRef(table, column.name())));
  }

  private void allowNull(ColumnStepChain chain, Column after) {
    QualifiedName table = chain.table();
    StepBuilder step =
        step(
                Phase.EXPAND,
                StepRanks.ALTER_COLUMN,
                table,
                StepTitles.nullability(after),
                Locks.EXCLUSIVE)
            .destroys(State.REQUIRED.of(table, after.name()))
            .up(context.ddl().dropNotNull(table, after.name()))
            .down(context.ddl().setNotNull(table, after.name()))
            .downCheck(
                new DataCheck(
                    "nulls:" + table + "." + after.name(),
                    table,
                    CheckTexts.nullsForOldSchema(after.name()),
                    "SELECT ctid::text FROM "
                        + context.name(table)
                        + " WHERE "
                        + context.quote(after.name())
                        + " IS NULL",
                    CheckTexts.VALUE_THEN_ROLL_BACK));
    chain.add(step, NotNullState.NULLABLE.on(chain.at()));
  }

  private static Identity.@org.jspecify.annotations.Nullable Kind kind(Column column) {
    return column
        .identity()
        .map(i -> i.kind() == Identity.Kind.ALWAYS ? Identity.Kind.BY_DEFAULT : i.kind())
        .orElse(null);
  }
}
