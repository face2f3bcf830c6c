package dev.underpin.runner.session;

import java.util.List;

/**
 * One thing that was looked at in a database, and what was found.
 *
 * @param area what it is about, in one or two words
 * @param text what was found, as a sentence
 * @param remedy what to run or to do, a line each; empty where nothing has to be done
 */
public record Diagnosis(String area, State state, String text, List<String> remedy) {
  /** How it is. */
  public enum State {
    FINE,
    /** Worth knowing, and no problem by itself. */
    NOTE,
    PROBLEM
  }

  public Diagnosis {
    remedy = List.copyOf(remedy);
  }

  /** All is well. */
  public static Diagnosis fine(String area, String text) {
    return new Diagnosis(area, State.FINE, text, List.of());
  }

  /** Worth knowing. */
  public static Diagnosis note(String area, String text, String... remedy) {
    return new Diagnosis(area, State.NOTE, text, List.of(remedy));
  }

  /** Something has to be done. */
  public static Diagnosis problem(String area, String text, List<String> remedy) {
    return new Diagnosis(area, State.PROBLEM, text, remedy);
  }
}
