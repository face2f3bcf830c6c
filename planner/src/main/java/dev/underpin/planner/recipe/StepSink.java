package dev.underpin.planner.recipe;

import dev.underpin.schema.catalog.Note;
import java.util.ArrayList;
import java.util.List;

/** Collects what the recipes make of one plan: steps, refusals and notes. */
public final class StepSink {
  private final List<UnorderedStep> steps = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  public void add(StepBuilder step) {
    steps.add(step.build());
  }

  public void add(UnorderedStep step) {
    steps.add(step);
  }

  public void refuse(Refusal refusal) {
    refusals.add(refusal);
  }

  public void note(Object subject, String text) {
    notes.add(new Note(subject.toString(), text));
  }

  /** True where a step runs that statement, forward or back. */
  public boolean runs(String statement) {
    return steps.stream()
        .anyMatch(d -> d.step().up().contains(statement) || d.step().down().contains(statement));
  }

  public RecipeResult result() {
    return new RecipeResult(steps, refusals, notes);
  }
}
