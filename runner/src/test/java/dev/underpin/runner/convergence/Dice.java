package dev.underpin.runner.convergence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** All that is left to chance, from one seed. */
final class Dice {
  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed);
  }

  /** True in so many of a hundred throws. */
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** From 0 to just below a limit. */
  int below(int limit) {
    return random.nextInt(limit);
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  <T> Optional<T> maybe(int percent, List<T> list) {
    return list.isEmpty() || !chance(percent) ? Optional.empty() : Optional.of(pick(list));
  }

  /** As many as asked for, or all, in an order of their own. */
  <T> List<T> some(int count, List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return List.copyOf(copy.subList(0, Math.min(count, copy.size())));
  }
}
