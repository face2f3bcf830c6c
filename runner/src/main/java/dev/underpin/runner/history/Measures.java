package dev.underpin.runner.history;

import java.util.Map;
import java.util.Optional;

/**
 * What was predicted of the steps of a migration, and what was observed, by their numbers. An entry
 * of an earlier version has neither.
 */
public record Measures(Map<Integer, Prediction> predictions, Map<Integer, Observation> observed) {
  public static final Measures NONE = new Measures(Map.of(), Map.of());

  public Measures {
    predictions = Map.copyOf(predictions);
    observed = Map.copyOf(observed);
  }

  /** What was predicted of a step. */
  public Prediction prediction(int number) {
    return predictions.getOrDefault(number, Prediction.NONE);
  }

  /** What was observed of a step; absent where it has not run. */
  public Optional<Observation> observation(int number) {
    return Optional.ofNullable(observed.get(number));
  }
}
