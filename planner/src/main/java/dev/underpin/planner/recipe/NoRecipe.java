package dev.underpin.planner.recipe;

import dev.underpin.planner.change.Change;

/**
 * What a dispatch answers for a kind of change that never reaches it: because no diff finds one, or
 * because lowering leaves nothing of the kind for the engine.
 */
public final class NoRecipe {
  private NoRecipe() {}

  /** Fails, because such a change was thought never to come. */
  public static Runnable of(Change change) {
    return () -> {
      throw new IllegalStateException("There is no recipe for " + change + ".");
    };
  }
}
