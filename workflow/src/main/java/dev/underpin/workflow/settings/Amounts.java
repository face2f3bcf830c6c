package dev.underpin.workflow.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as people write them: {@code 500 MB}, {@code 30s}, {@code 30d}. */
public final class Amounts {
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,9})\\s*([kmgt]?)i?b?", Pattern.CASE_INSENSITIVE);
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d|w)?", Pattern.CASE_INSENSITIVE);

  private Amounts() {}

  /** A number of bytes; the units are powers of 1024. */
  public static Optional<Long> bytes(String text) {
    Matcher m = SIZE.matcher(text.strip());
    if (!m.matches()) return Optional.empty();
    int power = "kmgt".indexOf(m.group(2).toLowerCase(Locale.ROOT));
    return Optional.of(Long.parseLong(m.group(1)) << (m.group(2).isEmpty() ? 0 : 10 * (power + 1)));
  }

  /** A duration; a bare number is seconds. */
  public static Optional<Duration> duration(String text) {
    Matcher m = TIME.matcher(text.strip());
    if (!m.matches()) return Optional.empty();
    long amount = Long.parseLong(m.group(1));
    String unit = m.group(2) == null ? "s" : m.group(2).toLowerCase(Locale.ROOT);
    return Optional.of(
        switch (unit) {
          case "ms" -> Duration.ofMillis(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          case "d" -> Duration.ofDays(amount);
          case "w" -> Duration.ofDays(7 * amount);
          default -> Duration.ofSeconds(amount);
        });
  }
}
