package dev.underpin.cli.command;

import dev.underpin.cli.text.HumanUnits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast something goes, and how long it still takes. Only the last half minute counts: what was
 * fast at first may be slow now.
 */
final class Pace {
  private static final long WINDOW = Duration.ofSeconds(30).toNanos();
  private static final long APART = Duration.ofMillis(500).toNanos();
  private static final long SHORTEST = Duration.ofSeconds(1).toNanos();

  private final Deque<Sample> samples = new ArrayDeque<>();
  private Sample last = new Sample(0, 0);

  private record Sample(long nanos, long done) {}

  /** So much is done at that time. Where it is less than before, something else has begun. */
  void told(long nanos, long done) {
    if (done < last.done()) samples.clear();
    last = new Sample(nanos, done);
    if (samples.isEmpty() || nanos - samples.getLast().nanos() >= APART) samples.add(last);
    while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW) samples.remove();
  }

  /** How many a second; 0 where that is not known yet. */
  double perSecond() {
    if (samples.isEmpty()) return 0;
    Sample first = samples.getFirst();
    long nanos = last.nanos() - first.nanos();
    return nanos < SHORTEST ? 0 : (last.done() - first.done()) * 1e9 / nanos;
  }

  /** {@code , 25,000/s}; empty where it is not known yet. */
  String rate() {
    double perSecond = perSecond();
    return perSecond <= 0 ? "" : ", " + HumanUnits.count(Math.max(1, Math.round(perSecond))) + "/s";
  }

  /** {@code , ~40 s left}; empty where it is not known yet. */
  String left(long total) {
    double perSecond = perSecond();
    if (perSecond <= 0 || total <= last.done()) return "";
    double seconds = Math.max(1, (total - last.done()) / perSecond);
    return ", " + HumanUnits.time(Duration.ofMillis((long) (seconds * 1_000))) + " left";
  }
}
