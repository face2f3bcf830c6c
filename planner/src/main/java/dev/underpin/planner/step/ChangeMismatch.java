package dev.underpin.planner.step;

/**
 * A change was applied where it does not fit: what it says was there before is not there. A bug in
 * a recipe.
 */
public final class ChangeMismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ChangeMismatch(String message) {
    super(message);
  }
}
