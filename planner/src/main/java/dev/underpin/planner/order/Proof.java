package dev.underpin.planner.order;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.diff.SchemaDiff;
import dev.underpin.planner.step.ChangeMismatch;
import dev.underpin.planner.step.ModelState;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.StepMarks;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Plays a plan on the model, forward and back. A plan that does not arrive is a bug, and is never
 * shown.
 */
public final class Proof {
  private Proof() {}

  /**
   * Prove that the steps lead from one schema to the other, and that their inverses lead back.
   *
   * @param kinds the kinds of objects that the migration promises something about
   */
  public static Promise prove(
      Dialect dialect, Schema from, Schema to, List<Step> steps, Set<SchemaObject.Kind> kinds) {
    List<StepMarks> leaves = new ArrayList<>(steps.size());
    ModelState state = new ModelState(from, dialect);
    for (int i = 0; i < steps.size(); i++) {
      play(state, steps.get(i), i + 1, true);
      leaves.add(state.step());
    }
    arrive(dialect, state.schema(), to, "forward");
    Promise promise =
        Promise.of(dialect.count(from), state.fingerprint().copy(), kinds, steps, leaves);
    for (int i = steps.size() - 1; i >= 0; i--) play(state, steps.get(i), i + 1, false);
    arrive(dialect, state.schema(), from, "back");
    return promise;
  }

  private static void play(ModelState state, Step step, int number, boolean forward) {
    try {
      state.apply(forward ? step.effects() : step.undone());
    } catch (ChangeMismatch e) {
      throw bug(
          "step %d (%s, %s) does not fit the schema before it%s: %s"
              .formatted(
                  number,
                  step.title(),
                  step.subject(),
                  forward ? "" : " in the rollback",
                  e.getMessage()));
    }
  }

  private static void arrive(Dialect dialect, Schema reached, Schema expected, String way) {
    if (reached.tables().equals(expected.tables())
        && reached.enums().equals(expected.enums())
        && reached.sequences().equals(expected.sequences())
        && reached.objects().keySet().equals(expected.objects().keySet())
        && reached.access().equals(expected.access())
        && reached.namespaces().equals(expected.namespaces())
        && reached.namespaceComments().equals(expected.namespaceComments())) {
      return;
    }
    throw bug(
        "the way "
            + way
            + " ends elsewhere: "
            + SchemaDiff.between(dialect, reached, expected, Hints.NONE, false).changes());
  }

  private static UnderpinException bug(String what) {
    return UnderpinException.failed(
        "Underpin made a plan that it cannot prove, so it does not show it: "
            + what
            + ".\nThis is a bug of Underpin; nothing was changed. Please report it with both schemas.");
  }
}
