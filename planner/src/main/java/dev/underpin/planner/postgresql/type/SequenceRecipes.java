package dev.underpin.planner.postgresql.type;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change.AlterSequence;
import dev.underpin.planner.change.Change.CreateSequence;
import dev.underpin.planner.change.Change.DropSequence;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.PostgresContext;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TrashNaming;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.planner.recipe.StepSink;
import dev.underpin.planner.recipe.StepTitles;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Free-standing sequences. Dropped ones go to the trash, with the number they had come to. */
public final class SequenceRecipes {
  private final PostgresContext context;
  private final StepSink sink;

  public SequenceRecipes(PostgresContext context, StepSink sink) {
    this.context = context;
    this.sink = sink;
  }

  public void create(Sequence sequence) {
    List<String> up = new ArrayList<>(List.of(context.ddl().createSequence(sequence)));
    if (sequence.comment().isPresent())
      up.add(context.ddl().commentOnSequence(sequence.name(), sequence.comment()));
    sink.add(
        step(
                Phase.EXPAND,
                StepRanks.SEQUENCE,
                sequence.name(),
                StepTitles.createSequence(),
                Locks.NONE)
            .source(ObjectRef.sequence(sequence.name()))
            .up(up)
            .down(context.createTrash())
            .down(toTrash(context, context.backTrash(), sequence.name()))
            .effect(new CreateSequence(sequence))
            .creates(StepKey.relation(sequence.name()))
            .needs(State.NAMESPACE.of(QualifiedName.of(sequence.name().schema()))));
  }

  public void drop(Sequence sequence) {
    sink.add(
        step(
                Phase.CONTRACT,
                StepRanks.DROP_REST,
                sequence.name(),
                StepTitles.dropSequence(),
                Locks.NONE)
            .allow(Allow.DROP_OBJECT)
            .up(context.createTrash())
            .up(toTrash(context, context.trash(), sequence.name()))
            .down(fromTrash(context, sequence.name()))
            .effect(new DropSequence(sequence))
            .destroys(StepKey.relation(sequence.name())));
  }

  public void alter(Sequence before, Sequence after) {
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    if (!before.options().equals(after.options())) {
      up.add(context.ddl().alterSequence(after.name(), after.options(), "bigint"));
      down.add(context.ddl().alterSequence(before.name(), before.options(), "bigint"));
    }
    if (!before.comment().equals(after.comment())) {
      up.add(context.ddl().commentOnSequence(after.name(), after.comment()));
      down.add(context.ddl().commentOnSequence(before.name(), before.comment()));
    }
    sink.add(
        step(
                Phase.EXPAND,
                StepRanks.SEQUENCE,
                after.name(),
                StepTitles.changeSequence(),
                Locks.NONE)
            .source(ObjectRef.sequence(after.name()))
            .up(up)
            .down(down)
            .effect(new AlterSequence(before, after)));
  }

  /** The sequence, which nobody owns, leaves its namespace and its name. */
  public static List<String> toTrash(
      PostgresContext context, TrashNaming trash, QualifiedName sequence) {
    String name = trash.name(sequence);
    return List.of(
        "ALTER SEQUENCE " + context.name(sequence) + " RENAME TO " + context.quote(name),
        "ALTER SEQUENCE "
            + context.name(sequence.withName(name))
            + " SET SCHEMA "
            + context.quote(TrashNaming.NAMESPACE));
  }

  public static List<String> fromTrash(PostgresContext context, QualifiedName sequence) {
    String trash = context.trash().name(sequence);
    return List.of(
        "ALTER SEQUENCE "
            + context.name(context.trash().place(sequence))
            + " SET SCHEMA "
            + context.quote(sequence.schema()),
        "ALTER SEQUENCE "
            + context.name(sequence.withName(trash))
            + " RENAME TO "
            + context.quote(sequence.name()));
  }
}
