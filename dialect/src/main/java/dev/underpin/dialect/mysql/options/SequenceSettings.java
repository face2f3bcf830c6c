package dev.underpin.dialect.mysql.options;

import dev.underpin.schema.model.SequenceOptions;
import java.util.Optional;

/**
 * The settings of MariaDB's sequences, with what holds where nothing is said (<a
 * href="https://mariadb.com/kb/en/create-sequence/">documentation</a>). The numbers are those of a
 * bigint; the last one at each end is the server's own.
 */
public record SequenceSettings(
    long start, long increment, long min, long max, long cache, boolean cycle) {
  private static final long LOWEST = Long.MIN_VALUE + 1;
  private static final long HIGHEST = Long.MAX_VALUE - 1;
  private static final long CACHE = 1000;

  /** All settings of a sequence. */
  public static SequenceSettings of(SequenceOptions options) {
    long increment = options.increment().orElse(1L);
    boolean descends = increment < 0;
    long min = options.min().orElse(descends ? LOWEST : 1L);
    long max = options.max().orElse(descends ? -1L : HIGHEST);
    return new SequenceSettings(
        options.start().orElse(descends ? max : min),
        increment,
        min,
        max,
        options.cache().orElse(CACHE),
        options.cycle());
  }

  /** Only what differs from what holds anyway. */
  public SequenceOptions options() {
    SequenceSettings usual =
        of(
            new SequenceOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(increment),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false));
    long first = increment < 0 ? max : min;
    return new SequenceOptions(
        Optional.empty(),
        Optional.empty(),
        unless(start, first),
        unless(increment, 1),
        unless(min, usual.min),
        unless(max, usual.max),
        unless(cache, CACHE),
        cycle);
  }

  private static Optional<Long> unless(long value, long usual) {
    return value == usual ? Optional.empty() : Optional.of(value);
  }
}
