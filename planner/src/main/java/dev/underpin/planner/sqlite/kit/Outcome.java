package dev.underpin.planner.sqlite.kit;

import dev.underpin.planner.recipe.RecipeResult;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.recipe.UnorderedStep;
import dev.underpin.schema.catalog.Note;
import java.util.ArrayList;
import java.util.List;

/** Collects the steps, refusals and notes of one plan. */
public final class Outcome {
  private final List<UnorderedStep> drafts = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  public void add(UnorderedStep draft) {
    drafts.add(draft);
  }

  public void refuse(Refusal refusal) {
    refusals.add(refusal);
  }

  public void note(Object subject, String text) {
    notes.add(new Note(subject.toString(), text));
  }

  /** True where a step runs that statement, up or down. */
  public boolean runs(String statement) {
    return drafts.stream()
        .anyMatch(d -> d.step().up().contains(statement) || d.step().down().contains(statement));
  }

  public RecipeResult recipe() {
    return new RecipeResult(CyclicStepMerger.joined(drafts), refusals, notes);
  }
}
