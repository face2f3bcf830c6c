package dev.underpin.workflow.settings;

/** When commands of the user's own are run. */
public enum HookEvent {
  /** Before the first statement of {@code apply}; a command that fails stops the run. */
  BEFORE_APPLY("before_apply"),
  /** After {@code apply} has changed something. */
  AFTER_APPLY("after_apply"),
  /** After {@code apply} or {@code rollback} has failed. */
  ON_FAILURE("on_failure"),
  /** After {@code drift} has found some. */
  ON_DRIFT("on_drift");

  private final String word;

  HookEvent(String word) {
    this.word = word;
  }

  /** The key in {@code underpin.yaml}. */
  public String word() {
    return word;
  }
}
