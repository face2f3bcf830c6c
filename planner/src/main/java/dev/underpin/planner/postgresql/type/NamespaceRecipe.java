package dev.underpin.planner.postgresql.type;

import static dev.underpin.planner.recipe.StepBuilder.contract;
import static dev.underpin.planner.recipe.StepBuilder.expand;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Namespaces. */
public record NamespaceRecipe(PostgresContext context, StepSink sink) {
  public void create(Change.CreateNamespace change) {
    QualifiedName name = QualifiedName.of(change.namespace());
    sink.add(
        expand(StepRanks.NAMESPACE, name, ObjectTitles.createNamespace(), Locks.NONE)
            .up(created(change.namespace(), change.comment()))
            .down(context.ddl().dropNamespace(change.namespace()))
            .effect(change)
            .creates(State.NAMESPACE.of(name)));
  }

  /** The server refuses to drop one in which something is. */
  public void drop(Change.DropNamespace change) {
    QualifiedName name = QualifiedName.of(change.namespace());
    sink.add(
        contract(StepRanks.DROP_NAMESPACE, name, ObjectTitles.dropNamespace(), Locks.NONE)
            .allow(Allow.DROP_OBJECT)
            .up(context.ddl().dropNamespace(change.namespace()))
            .down(created(change.namespace(), change.comment()))
            .down(context.catalog().namespace(change.namespace()).statements())
            .effect(change)
            .destroys(State.NAMESPACE.of(name)));
  }

  public void changeComment(Change.AlterNamespace change) {
    QualifiedName name = QualifiedName.of(change.namespace());
    sink.add(
        expand(StepRanks.ATTRIBUTES, name, StepTitles.changeComment(), Locks.NONE)
            .up(context.ddl().comments().onNamespace(change.namespace(), change.after()))
            .down(context.ddl().comments().onNamespace(change.namespace(), change.before()))
            .effect(change));
  }

  private List<String> created(String namespace, Optional<String> comment) {
    List<String> statements = new ArrayList<>(List.of(context.ddl().createNamespace(namespace)));
    if (comment.isPresent())
      statements.add(context.ddl().comments().onNamespace(namespace, comment));
    return statements;
  }

  /** The steps, where what is in a namespace leaves before the namespace is dropped. */
  public static List<UnorderedStep> ordered(List<UnorderedStep> drafts, List<Change> changes) {
    Set<String> dropped = new HashSet<>();
    for (Change change : changes)
      if (change instanceof Change.DropNamespace c) dropped.add(c.namespace());
    if (dropped.isEmpty()) return drafts;
    return drafts.stream()
        .map(
            draft -> {
              Set<StepKey> needs = new HashSet<>();
              for (Change effect : draft.step().effects()) {
                String namespace = effect.target().object().schema();
                if (dropped.contains(namespace))
                  needs.add(State.NAMESPACE.of(QualifiedName.of(namespace)));
              }
              return draft.withKeys(needs, Set.of());
            })
        .toList();
  }
}
