package dev.underpin.planner.postgresql.type;

import static dev.underpin.planner.recipe.StepBuilder.contract;
import static dev.underpin.planner.recipe.StepBuilder.expand;

import dev.underpin.dialect.postgresql.ddl.PostgresDdl;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.OwnedSequences;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.SequenceBounds;
import dev.underpin.planner.postgresql.kit.SequenceOwners;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.Trash.Kind;
import dev.underpin.planner.recipe.ObjectTitles;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.step.Allow;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Sequence;
import java.util.List;
import java.util.Optional;

/** Sequences that no column owns. In the trash a sequence keeps its last number. */
public record SequenceRecipe(PostgresContext context, StepSink sink) {
  public void create(Change.CreateSequence change) {
    QualifiedName name = change.sequence().name();
    StepBuilder step =
        expand(StepRanks.SEQUENCE, name, ObjectTitles.createSequence(), Locks.NONE)
            .source(ObjectRef.sequence(name))
            .up(context.ddl().createSequence(change.sequence()))
            .down(context.backTrash().in(Kind.SEQUENCE, name))
            .effect(change)
            .creates(StepKey.relation(name))
            .needs(State.NAMESPACE.of(QualifiedName.of(name.schema())));
    if (change.sequence().comment().isPresent())
      step.up(context.ddl().comments().onSequence(name, change.sequence().comment()));
    sink.add(step);
  }

  public void drop(Change.DropSequence change) {
    QualifiedName name = change.sequence().name();
    sink.add(
        contract(StepRanks.DROP_REST, name, ObjectTitles.dropSequence(), Locks.NONE)
            .allow(Allow.DROP_OBJECT)
            .up(context.trash().in(Kind.SEQUENCE, name))
            .down(context.trash().out(Kind.SEQUENCE, name))
            .effect(change)
            .needs(SequenceOwners.released(name))
            .destroys(StepKey.relation(name)));
  }

  public void alter(Change.AlterSequence change) {
    PostgresDdl ddl = context.ddl();
    Sequence before = change.before();
    Sequence after = change.after();
    QualifiedName name = after.name();
    StepBuilder step =
        expand(StepRanks.SEQUENCE, name, ObjectTitles.changeSequence(), Locks.NONE)
            .source(ObjectRef.sequence(name))
            .effect(change)
            .needs(SequenceOwners.released(name))
            .creates(OwnedSequences.changed(name));
    // It goes with the table of its owner to another namespace.
    Optional.ofNullable(context.renamed().sequences().get(name))
        .flatMap(Sequence::owningTable)
        .ifPresent(table -> step.needs(context.renamesOf(table, List.of())));
    if (!before.options().equals(after.options())) {
      new SequenceBounds(context, name, "bigint").change(step, before.options(), after.options());
    }
    if (!before.comment().equals(after.comment())) {
      step.up(ddl.comments().onSequence(name, after.comment()))
          .down(ddl.comments().onSequence(name, before.comment()));
    }
    sink.add(step);
  }
}
