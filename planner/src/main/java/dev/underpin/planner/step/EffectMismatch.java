package dev.underpin.planner.step;

/**
 * An effect was applied where it does not fit: what it says was there before is not there. A bug in
 * a recipe.
 */
public final class EffectMismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EffectMismatch(String message) {
    super(message);
  }
}
