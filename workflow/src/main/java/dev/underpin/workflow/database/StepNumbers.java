package dev.underpin.workflow.database;

import java.util.ArrayList;
import java.util.List;

/** Numbers of steps in words. */
public final class StepNumbers {
  private StepNumbers() {}

  /** {@code 4 to 7}, or {@code 2, 5 to 7}. */
  public static String ranges(List<Integer> numbers) {
    List<String> parts = new ArrayList<>();
    List<Integer> sorted = numbers.stream().sorted().toList();
    for (int i = 0; i < sorted.size(); ) {
      int end = i;
      while (end + 1 < sorted.size() && sorted.get(end + 1) == sorted.get(end) + 1) end++;
      parts.add(end == i ? "" + sorted.get(i) : sorted.get(i) + " to " + sorted.get(end));
      i = end + 1;
    }
    return String.join(", ", parts);
  }

  /** {@code 1 step}, {@code 3 steps}. */
  public static String count(int number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }
}
