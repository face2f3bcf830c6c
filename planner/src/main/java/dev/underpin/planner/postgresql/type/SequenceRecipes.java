package dev.underpin.planner.postgresql.type;

import static dev.underpin.planner.recipe.StepBuilder.step;

import dev.underpin.planner.change.Change.AlterSequence;
import dev.underpin.planner.change.Change.CreateSequence;
import dev.underpin.planner.change.Change.DropSequence;
import dev.underpin.planner.postgresql.kit.Locks;
import dev.underpin.planner.postgresql.kit.StepRanks;
import dev.underpin.planner.postgresql.kit.TrashNaming;
import dev.underpin.planner.postgresql.kit.Work;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
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
  private final Work work;

  public SequenceRecipes(Work work) {
    this.work = work;
  }

  public void create(Sequence sequence) {
    List<String> up = new ArrayList<>(List.of(work.ddl.createSequence(sequence)));
    if (sequence.comment().isPresent())
      up.add(work.ddl.commentOnSequence(sequence.name(), sequence.comment()));
    work.add(
        step(
                Phase.EXPAND,
                StepRanks.SEQUENCE,
                sequence.name(),
                StepTitles.createSequence(),
                Locks.NONE)
            .source(ObjectRef.sequence(sequence.name()))
            .up(up)
            .down(work.createTrash())
            .down(toTrash(work, work.backTrash, sequence.name()))
            .effect(new CreateSequence(sequence))
            .creates(StepKey.relation(sequence.name()))
            .needs(State.NAMESPACE.of(QualifiedName.of(sequence.name().schema()))));
  }

  public void drop(Sequence sequence) {
    work.add(
        step(
                Phase.CONTRACT,
                StepRanks.DROP_REST,
                sequence.name(),
                StepTitles.dropSequence(),
                Locks.NONE)
            .allow(Allow.DROP_OBJECT)
            .up(work.createTrash())
            .up(toTrash(work, work.trash, sequence.name()))
            .down(fromTrash(work, sequence.name()))
            .effect(new DropSequence(sequence))
            .destroys(StepKey.relation(sequence.name())));
  }

  public void alter(Sequence before, Sequence after) {
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    if (!before.options().equals(after.options())) {
      up.add(work.ddl.alterSequence(after.name(), after.options(), "bigint"));
      down.add(work.ddl.alterSequence(before.name(), before.options(), "bigint"));
    }
    if (!before.comment().equals(after.comment())) {
      up.add(work.ddl.commentOnSequence(after.name(), after.comment()));
      down.add(work.ddl.commentOnSequence(before.name(), before.comment()));
    }
    work.add(
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
  public static List<String> toTrash(Work work, TrashNaming trash, QualifiedName sequence) {
    String name = trash.name(sequence);
    return List.of(
        "ALTER SEQUENCE " + work.name(sequence) + " RENAME TO " + work.quote(name),
        "ALTER SEQUENCE "
            + work.name(sequence.withName(name))
            + " SET SCHEMA "
            + work.quote(TrashNaming.NAMESPACE));
  }

  public static List<String> fromTrash(Work work, QualifiedName sequence) {
    String trash = work.trash.name(sequence);
    return List.of(
        "ALTER SEQUENCE "
            + work.name(work.trash.place(sequence))
            + " SET SCHEMA "
            + work.quote(sequence.schema()),
        "ALTER SEQUENCE "
            + work.name(sequence.withName(trash))
            + " RENAME TO "
            + work.quote(sequence.name()));
  }
}
