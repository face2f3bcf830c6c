package dev.underpin.planner.postgresql;

import dev.underpin.dialect.postgresql.lowering.NotNullState;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.column.AddColumn;
import dev.underpin.planner.postgresql.column.BackfillColumn;
import dev.underpin.planner.postgresql.column.ChangeAttributes;
import dev.underpin.planner.postgresql.column.ChangeGenerated;
import dev.underpin.planner.postgresql.column.ChangeIdentity;
import dev.underpin.planner.postgresql.column.ChangeNullability;
import dev.underpin.planner.postgresql.column.ChangeType;
import dev.underpin.planner.postgresql.column.ChangeTypeInUse;
import dev.underpin.planner.postgresql.column.SetNotNull;
import dev.underpin.planner.postgresql.column.SetNotNullByCheck;
import dev.underpin.planner.postgresql.kit.ColumnBackfill;
import dev.underpin.planner.postgresql.kit.ColumnStepChain;
import dev.underpin.planner.postgresql.kit.InUse;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.Volatility;
import dev.underpin.planner.recipe.InUseRefusals;
import dev.underpin.planner.recipe.Refusals;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import java.util.Optional;

/** Which recipes add a column, and which change one, an attribute after the other. */
record ColumnChanges(PostgresContext context, StepSink sink) {
  void add(Change.AddColumn change) {
    QualifiedName table = change.table();
    Column column = change.column();
    boolean computed = column.generated().isPresent() || column.identity().isPresent();
    Optional<SqlText> rowDefault = column.defaultValue().filter(d -> !Volatility.isConstant(d));
    Optional<SqlText> fill = context.backfill(table, column.name()).or(() -> rowDefault);
    boolean optional =
        column.nullable() || column.defaultValue().isPresent() || context.isEmptyHere(table);
    if (computed || context.isEmpty(table) || fill.isEmpty() && optional) {
      new AddColumn(new ColumnStepChain(context, sink, table, column)).atOnce();
    } else if (fill.isEmpty()) {
      sink.refuse(Refusals.missingBackfill(table, column, context.inYaml(table, column.name())));
    } else {
      Column first = column.withNullable(true);
      ColumnStepChain chain = new ColumnStepChain(context, sink, table, first);
      ColumnBackfill backfill = new ColumnBackfill(chain, fill.get(), false);
      new AddColumn(chain).asNullable(column);
      new BackfillColumn(backfill).run();
      if (!column.nullable()) setNotNull(chain, Optional.of(backfill));
    }
  }

  void alter(Change.AlterColumn change) {
    Column before = change.before();
    Column after = change.after();
    ColumnStepChain chain = new ColumnStepChain(context, sink, change.table(), before);
    boolean sameValues =
        before.generated().equals(after.generated()) && before.type().equals(after.type());
    if (after.generated().isPresent() && !sameValues) {
      new ChangeGenerated(chain).start(after);
      return;
    }
    if (before.generated().isPresent() && after.generated().isEmpty()) {
      if (!before.generated().filter(Generated::stored).isPresent()) {
        sink.refuse(Refusals.virtualToPlain("PostgreSQL", change.table(), before));
        return;
      }
      new ChangeGenerated(chain).stop();
    }
    ChangeAttributes attributes = new ChangeAttributes(chain, after);
    ChangeIdentity numbering = new ChangeIdentity(chain);
    boolean renumbered = !numbering(before).equals(numbering(after));
    if (renumbered && before.identity().isPresent()) numbering.stop();
    if (!chain.at().type().equals(after.type())
        || !chain.at().collation().equals(after.collation())) changeType(chain, after);
    if (!chain.at().defaultValue().equals(after.defaultValue())) attributes.changeDefault();
    if (NotNullState.of(chain.at()) != NotNullState.of(after)) changeNullability(chain, after);
    if (renumbered) after.identity().ifPresent(i -> numbering.start(i, before.identity()));
    if (!chain.at().identity().equals(after.identity()))
      numbering.change(after.identity().orElseThrow());
    if (!before.comment().equals(after.comment())) attributes.changeComment();
    if (!chain.at().options().equals(after.options())) attributes.changeOptions();
  }

  private void changeType(ColumnStepChain chain, Column after) {
    InUse use = new InUse(context, chain.table(), chain.at(), after);
    Optional<String> obstacle = use.obstacle();
    if (!InUse.isWanted(context, chain.table(), chain.at(), after)) {
      if (use.helps() && obstacle.isEmpty())
        sink.note(
            chain.table() + "." + after.name(),
            "can change while the table is in use: write online: true under "
                + context.inYaml(chain.table(), after.name()));
      new ChangeType(chain, after).run();
      return;
    }
    if (obstacle.isPresent())
      sink.refuse(InUseRefusals.typeChange(chain.table(), after, obstacle.get()));
    else new ChangeTypeInUse(chain, after).run();
  }

  /** Both kinds of identity columns become each other; serial columns are others. */
  private static Optional<Boolean> numbering(Column column) {
    return column.identity().map(i -> i.kind() == Identity.Kind.SERIAL);
  }

  private void changeNullability(ColumnStepChain chain, Column after) {
    switch (NotNullState.of(after)) {
      case NULLABLE -> new ChangeNullability(chain).allowNull();
      case NOT_VALID -> new ChangeNullability(chain).rejectNewNulls();
      case VALID -> {
        if (NotNullState.of(chain.at()) == NotNullState.NOT_VALID) {
          new ChangeNullability(chain).validate();
          return;
        }
        Optional<ColumnBackfill> backfill =
            context
                .backfill(chain.table(), chain.name())
                .filter(v -> !context.isEmpty(chain.table()))
                .map(v -> new ColumnBackfill(chain, v, true));
        backfill.ifPresent(b -> new BackfillColumn(b).run());
        setNotNull(chain, backfill);
      }
    }
  }

  private void setNotNull(ColumnStepChain chain, Optional<ColumnBackfill> backfill) {
    boolean atOnce = context.isEmpty(chain.table());
    boolean byCheck = !atOnce && !context.dialect().engine().version().atLeast(18);
    Runnable recipe =
        byCheck ? new SetNotNullByCheck(chain, backfill) : new SetNotNull(chain, backfill);
    recipe.run();
  }
}
