package dev.underpin.planner.postgresql.type;

import static dev.underpin.planner.recipe.StepBuilder.expand;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.EnumRebuild;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.Hazards;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.ModelState;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.ColumnRef;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adds labels to an enum. A label can be used only once the statement that adds it is committed, so
 * each is a step alone.
 *
 * @param live the live schema with the labels that have been renamed so far
 */
public record AddLabels(
    PostgresContext context, StepSink sink, ModelState live, Change.AlterEnum change)
    implements Runnable {
  @Override
  public void run() {
    EnumType at = change.before();
    Optional<String> previous = Optional.empty();
    for (String label : change.after().labels()) {
      if (!at.labels().contains(label)) at = add(at, label, previous);
      previous = Optional.of(label);
    }
  }

  private EnumType add(EnumType type, String label, Optional<String> previous) {
    QualifiedName name = type.name();
    List<String> labels = new ArrayList<>(type.labels());
    labels.add(previous.map(p -> labels.indexOf(p) + 1).orElse(0), label);
    EnumType after = type.withLabels(labels);
    StepBuilder step =
        expand(StepRanks.TYPE, name, ObjectTitles.addLabel(label), Locks.NONE)
            .source(ObjectRef.enumType(name))
            .up(context.ddl().addLabel(type, label, previous))
            .mode(Mode.ALONE, Mode.TRANSACTION)
            .down(EnumRebuild.dropLabel(context, live.schema(), after, type))
            .effect(new Change.AlterEnum(type, after))
            .needs(EnumRebuild.link(type))
            .creates(EnumRebuild.link(after), State.TYPE.of(name));
    // A column that comes with the plan goes before the label in a rollback.
    Set<ColumnRef> there = EnumRebuild.users(context, name, context.renamed()).keySet();
    Optional<ColumnRef> key =
        there.stream().filter(user -> EnumRebuild.isPartitionKey(context, user)).findFirst();
    if (key.isEmpty()) step.hazard(Hazards.addedLabel(label));
    key.ifPresent(
        user -> step.allow(Allow.IRREVERSIBLE).hazard(Hazards.labelInPartitionKey(label, user)));
    EnumRebuild.users(context, name, context.target())
        .forEach(
            (user, column) -> {
              if (there.contains(user)) step.downCheck(holding(user, column, label));
            });
    sink.add(step);
    return after;
  }

  private DataCheck holding(ColumnRef user, Column column, String label) {
    return context.rollbackCheck(
        "label:" + user + ":" + label,
        user.table(),
        CheckTexts.label(label, user.column()),
        EnumRebuild.holds(context, column, user.column(), label),
        CheckTexts.CHANGE_THEN_ROLL_BACK);
  }
}
