package dev.underpin.runner.session;

import java.time.Duration;

/** How long one attempt to connect may take. */
public final class LoginTime {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(10);

  private LoginTime() {}

  /** What is left of the time that a person gave, within limits that make sense. */
  public static Duration of(Duration left) {
    if (left.compareTo(LEAST) < 0) return LEAST;
    return left.compareTo(MOST) > 0 ? MOST : left;
  }
}
