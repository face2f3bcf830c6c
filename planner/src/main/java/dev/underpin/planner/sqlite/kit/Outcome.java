package dev.underpin.planner.sqlite.kit;

import dev.underpin.planner.recipe.RecipeResult;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import java.util.ArrayList;
import java.util.List;

/** Collects what the recipes of one plan come to. */
public final class Outcome {
  private final List<UnorderedStep> drafts = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  public void add(UnorderedStep draft) {
    drafts.add(draft);
  }

  public void refuse(Object subject, String reason, String remedy, ObjectRef source) {
    refusals.add(new Refusal(subject.toString(), reason, remedy, source));
  }

  public void note(Object subject, String text) {
    notes.add(new Note(subject.toString(), text));
  }

  /** True where a step has that statement, on its way there or back. */
  public boolean runs(String statement) {
    return drafts.stream()
        .anyMatch(d -> d.step().up().contains(statement) || d.step().down().contains(statement));
  }

  public RecipeResult recipe() {
    return new RecipeResult(CyclicStepMerger.joined(drafts), refusals, notes);
  }
}
