package dev.underpin.planner.sqlite;

import java.util.List;

/**
 * Decisions drawn from a list of numbers. Shrinking the list shrinks what is made of it: an
 * exhausted list always decides for the first, simplest thing.
 */
final class Choices {
  private final List<Integer> numbers;
  private int at;

  Choices(List<Integer> numbers) {
    this.numbers = numbers;
  }

  int below(int bound) {
    return at < numbers.size() ? Math.floorMod(numbers.get(at++), bound) : 0;
  }

  /** True in one of {@code n} cases, and never when there is nothing left. */
  boolean oneIn(int n) {
    return below(n) == n - 1;
  }

  <T> T of(List<T> items) {
    return items.get(below(items.size()));
  }
}
