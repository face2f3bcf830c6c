package dev.underpin.planner.postgresql.type;

import static dev.underpin.planner.recipe.StepBuilder.contract;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.DependentObjects;
import dev.underpin.planner.postgresql.kit.EnumObjects;
import dev.underpin.planner.postgresql.kit.EnumRebuild;
import dev.underpin.planner.postgresql.kit.LabelUse;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.RetypedParts;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.ObjectRefusals;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.List;
import java.util.Optional;

/** Drops labels of an enum, or changes their order: the type is recreated. */
public record ChangeLabels(PostgresContext context, StepSink sink, Change.AlterEnum change)
    implements Runnable {
  @Override
  public void run() {
    Schema schema = context.renamed();
    EnumType before = change.before();
    EnumType after = before.withLabels(change.after().labels());
    LabelUse lost = LabelUse.lost(context, before, after);
    LabelUse none = new LabelUse(context, after.name(), List.of());
    DependentObjects dependents = new DependentObjects(context, schema, this::isSameOrDropped);
    EnumObjects objects = EnumObjects.owned(context, after.name());
    EnumRebuild rebuild = new EnumRebuild(context, schema, dependents, objects);
    StepBuilder step =
        contract(
                StepRanks.TYPE,
                after.name(),
                ObjectTitles.recreateEnum(after.labels()),
                Locks.EXCLUSIVE_REWRITE)
            .source(ObjectRef.enumType(after.name()))
            .effect(new Change.AlterEnum(before, after))
            .needs(EnumRebuild.link(before))
            .creates(EnumRebuild.link(after), State.TYPE.of(after.name()))
            .destroys(State.RECREATED_TYPE.of(after.name()))
            .together(State.RECREATED_TYPE.of(after.name()));
    EnumRebuild.users(context, after.name(), schema)
        .forEach(
            (user, column) -> {
              dependents.typeRemade(user.table(), user.column());
              around(step, user);
              if (lost.isDefaultOf(column)) {
                Column without = column.withDefault(Optional.empty());
                step.effect(new Change.AlterColumn(user.table(), column, without));
              }
              for (String label : lost.labels()) step.check(holding(user, column, label));
            });
    objects
        .columns()
        .forEach(
            (user, column) -> {
              dependents.remade(user.table(), user.column());
              around(step, user);
            });
    for (SchemaObject type : objects.types())
      step.destroys(State.OBJECT.of(type.name())).creates(State.OBJECT.of(type.name()));
    for (DependentObjects.Piece piece : dependents.pieces()) {
      if (!lost.isIn(piece.part())) continue;
      if (piece.part() instanceof CheckConstraint check)
        step.effect(new Change.DropConstraint(piece.table(), check));
      if (piece.part() instanceof Index index)
        step.effect(new Change.DropIndex(piece.table(), index));
    }
    sink.add(
        step.needs(dependents.needs())
            .up(context.backTrash().create())
            // No direction takes it out of the trash again.
            .up(rebuild.statements(before, after, lost, none, context.backTrash()))
            .down(rebuild.statements(after, before, none, lost, context.backTrash())));
  }

  /** What uses the column goes before it is converted, and comes after. */
  private void around(StepBuilder step, ColumnRef user) {
    refusePartitionKey(user);
    new RetypedParts(context, user.table(), user.column()).refuse(sink);
    step.needs(context.renamesOf(user.table(), List.of(user.column())))
        .destroys(StepKey.before(user.table(), user.column()))
        .creates(StepKey.after(user.table(), user.column()));
    context.addLockHazards(step, user.table(), Locks.EXCLUSIVE_REWRITE);
  }

  private void refusePartitionKey(ColumnRef user) {
    if (EnumRebuild.isPartitionKey(context, user))
      sink.refuse(ObjectRefusals.labelsInPartitionKey(change.after().name(), user));
  }

  /** Foreign keys of a table that is dropped are dropped before. */
  private boolean isSameOrDropped(QualifiedName table, Object part) {
    return context.target().table(table).isEmpty() && !(part instanceof ForeignKey)
        || DependentObjects.isInTarget(context, table, part);
  }

  private DataCheck holding(ColumnRef user, Column column, String label) {
    String live = context.live(user.table(), user.column());
    QualifiedName type = change.after().name();
    return new DataCheck(
        "label:" + user + ":" + label,
        user.table(),
        CheckTexts.lostLabel(label, user.column(), type),
        context.rows(user.table(), EnumRebuild.holds(context, column, live, label).written()),
        CheckTexts.keepLabel(label, type));
  }
}
