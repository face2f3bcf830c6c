package dev.underpin.planner.sqlite;

import dev.underpin.planner.recipe.Draft;
import dev.underpin.planner.recipe.Recipe;
import dev.underpin.planner.recipe.Refusal;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import java.util.ArrayList;
import java.util.List;

/** Collects what the recipes of one plan come to. */
final class Outcome {
  private final List<Draft> drafts = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  void add(Draft draft) {
    drafts.add(draft);
  }

  void refuse(Object subject, String reason, String remedy, ObjectRef source) {
    refusals.add(new Refusal(subject.toString(), reason, remedy, source));
  }

  void note(Object subject, String text) {
    notes.add(new Note(subject.toString(), text));
  }

  /** True where a step has that statement, on its way there or back. */
  boolean runs(String statement) {
    return drafts.stream()
        .anyMatch(d -> d.step().up().contains(statement) || d.step().down().contains(statement));
  }

  Recipe recipe() {
    return new Recipe(Circles.joined(drafts), refusals, notes);
  }
}
