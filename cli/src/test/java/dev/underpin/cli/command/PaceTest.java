package dev.underpin.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How fast it goes, and how long it still takes. */
class PaceTest {
  private final Pace pace = new Pace();

  private void told(double second, long done) {
    pace.told(Duration.ofMillis((long) (second * 1_000)).toNanos(), done);
  }

  @Test
  void nothing_is_said_before_a_second_has_passed() {
    assertThat(pace.rate() + pace.left(100)).isEmpty();
    told(0, 0);
    told(0.9, 50);
    assertThat(pace.rate() + pace.left(100)).isEmpty();
  }

  @Test
  void a_steady_pace_tells_the_time_that_is_left() {
    told(0, 0);
    told(10, 250_000);
    assertThat(pace.rate()).isEqualTo(", 25,000/s");
    assertThat(pace.left(1_250_000)).isEqualTo(", ~40 s left");
    assertThat(pace.left(25_250_000)).isEqualTo(", ~17 min left");
    assertThat(pace.left(250_000)).isEmpty();
  }

  @Test
  void only_the_last_half_minute_counts() {
    for (int second = 0; second <= 10; second++) told(second, 100_000L * second);
    for (int second = 11; second <= 60; second++) told(second, 1_000_000 + 100L * (second - 10));
    assertThat(pace.rate()).isEqualTo(", 100/s");
  }

  @Test
  void less_than_before_is_something_new() {
    told(0, 0);
    told(10, 1_000);
    told(20, 10);
    told(22, 30);
    assertThat(pace.rate()).isEqualTo(", 10/s");
  }
}
