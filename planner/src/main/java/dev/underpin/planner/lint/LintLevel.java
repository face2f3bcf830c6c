package dev.underpin.planner.lint;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How much a finding matters, the worst first. */
public enum LintLevel {
  /** Fails {@code lint}. */
  ERROR,
  WARNING,
  INFO,
  /** The rule is not used. */
  OFF;

  /** The word in {@code underpin.yaml} and in what is printed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level with this word. */
  public static Optional<LintLevel> of(String word) {
    return Stream.of(values()).filter(level -> level.word().equals(word)).findFirst();
  }
}
