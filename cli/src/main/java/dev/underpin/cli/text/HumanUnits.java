package dev.underpin.cli.text;

import dev.underpin.schema.catalog.TableFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers as people say them. */
public final class HumanUnits {
  private HumanUnits() {}

  /** {@code ~1.2 million rows, 310 MB}; empty where nothing is known. */
  public static String of(TableFacts facts) {
    List<String> parts = new ArrayList<>();
    if (facts.empty()) parts.add("no rows");
    else if (facts.rows() >= 0) parts.add((facts.exact() ? "" : "~") + rows(facts.rows()));
    if (facts.bytes() > 0 && !facts.empty()) parts.add(bytes(facts.bytes()));
    return String.join(", ", parts);
  }

  /** {@code 3 rows}, {@code 1.2 million rows}. */
  public static String rows(long rows) {
    return count(rows) + (rows == 1 ? " row" : " rows");
  }

  /** {@code 3}, {@code 1.2 million}. */
  public static String count(long number) {
    if (number >= 10_000_000_000L) return String.format(Locale.ROOT, "%.0f billion", number / 1e9);
    if (number >= 1_000_000_000L) return String.format(Locale.ROOT, "%.1f billion", number / 1e9);
    if (number >= 10_000_000) return String.format(Locale.ROOT, "%.0f million", number / 1e6);
    if (number >= 1_000_000) return String.format(Locale.ROOT, "%.1f million", number / 1e6);
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 12 kB}, {@code 310 MB}. */
  public static String bytes(long bytes) {
    if (bytes < 1024) return bytes + " bytes";
    double value = bytes;
    String[] units = {"kB", "MB", "GB", "TB", "PB"};
    int unit = -1;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  }

  /** {@code < 10 ms}, {@code ~3 s}, {@code ~2 min}. */
  public static String time(Duration time) {
    long ms = time.toMillis();
    if (ms < 10) return "< 10 ms";
    if (ms < 1_000) return "~" + (ms / 10 * 10) + " ms";
    if (ms < 120_000) return "~" + Math.round(ms / 1e3) + " s";
    if (ms < 7_200_000) return "~" + Math.round(ms / 6e4) + " min";
    return "~" + Math.round(ms / 3.6e6) + " h";
  }

  /** {@code 12 ms}, {@code 3.4 s}, {@code 12 min}. */
  public static String exactly(Duration time) {
    long ms = time.toMillis();
    if (ms < 1_000) return ms + " ms";
    if (ms < 120_000) return String.format(Locale.ROOT, "%.1f s", ms / 1e3);
    return Math.round(ms / 6e4) + " min";
  }
}
