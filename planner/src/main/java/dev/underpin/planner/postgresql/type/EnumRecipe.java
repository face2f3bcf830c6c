package dev.underpin.planner.postgresql.type;

import static dev.underpin.planner.recipe.StepBuilder.contract;
import static dev.underpin.planner.recipe.StepBuilder.expand;
import static java.util.Objects.requireNonNull;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.EnumRebuild;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.Trash.Kind;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.ModelState;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;

/** Enums as far as their labels stay. */
public record EnumRecipe(PostgresContext context, StepSink sink) {
  public void create(Change.CreateEnum change) {
    QualifiedName name = change.type().name();
    sink.add(
        expand(StepRanks.TYPE, name, ObjectTitles.createEnum(change.type().labels()), Locks.NONE)
            .source(ObjectRef.enumType(name))
            .up(context.createEnum(change.type()))
            .down(context.backTrash().in(Kind.TYPE, name))
            .effect(change)
            .creates(State.TYPE.of(name), StepKey.relation(name))
            .needs(State.NAMESPACE.of(QualifiedName.of(name.schema()))));
  }

  /** A column in the trash may still have the type, so the type goes to the trash as well. */
  public void drop(Change.DropEnum change) {
    QualifiedName name = change.type().name();
    sink.add(
        contract(StepRanks.DROP_REST, name, ObjectTitles.dropEnum(), Locks.NONE)
            .allow(Allow.DROP_OBJECT)
            .up(context.trash().in(Kind.TYPE, name))
            .down(context.trash().out(Kind.TYPE, name))
            .effect(change)
            .destroys(State.TYPE.of(name), StepKey.relation(name)));
  }

  /**
   * A label gets another name before anything else that is for the contract phase.
   *
   * @param live the live schema with the labels that have been renamed so far
   */
  public void renameLabel(Change.RenameLabel change, ModelState live) {
    QualifiedName name = change.type();
    String from = change.from();
    String to = change.to();
    EnumType before = requireNonNull(live.schema().enums().get(name));
    live.apply(change);
    EnumType after = requireNonNull(live.schema().enums().get(name));
    sink.add(
        contract(StepRanks.TYPE, name, ObjectTitles.renameLabel(from, to), Locks.NONE)
            .source(ObjectRef.enumType(name))
            .hazard(Hazards.renamed("'" + from + "'"))
            .up(context.ddl().renameLabel(name, from, to))
            .down(context.ddl().renameLabel(name, to, from))
            .effect(change)
            .needs(EnumRebuild.link(before))
            .creates(EnumRebuild.link(after), State.TYPE.of(name)));
  }

  /** The comment changes once the enum has its labels. */
  public void changeComment(Change.AlterEnum change) {
    EnumType before = change.before();
    EnumType after = change.after();
    if (before.comment().equals(after.comment())) return;
    sink.add(
        expand(StepRanks.ATTRIBUTES, after.name(), StepTitles.changeComment(), Locks.NONE)
            .up(context.ddl().comments().onType(after.name(), after.comment()))
            .down(context.ddl().comments().onType(after.name(), before.comment()))
            .needs(State.TYPE.of(after.name()))
            .effect(new Change.AlterEnum(before.withLabels(after.labels()), after)));
  }
}
