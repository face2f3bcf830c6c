package dev.underpin.cli.text;

import dev.underpin.cli.terminal.ExitCode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a command did on many databases: a line each, the failures last, and their number. */
public final class TargetTable {
  private static final String GAP = "  ";
  private static final String NAME = "target";
  private static final String WORDS = "result";

  /** More kinds of results than these are not counted apart. */
  private static final int MOST_KINDS = 5;

  private TargetTable() {}

  /** The table, and below it how many there are of each result. */
  public static String of(List<TargetResult> results, Layout layout) {
    TextPage page = new TextPage(layout);
    int names = NAME.length();
    int words = WORDS.length();
    for (TargetResult one : results) {
      names = Math.max(names, one.name().length());
      words = Math.max(words, one.words().length());
    }
    words = Math.min(words, Math.max(20, layout.width() - names - 12));
    page.line(layout.style().bold(padded(NAME, names) + GAP + padded(WORDS, words) + GAP + "time"));
    List<TargetResult> sorted =
        results.stream().sorted(Comparator.comparing(TargetResult::isFailure)).toList();
    for (TargetResult one : sorted) {
      String time = one.code().isEmpty() ? "" : time(one);
      page.line(
          padded(one.name(), names)
              + GAP
              + coloured(one, padded(cut(one.words(), words), words), layout.style())
              + GAP
              + time);
    }
    page.blank();
    page.prose("", summary(results));
    return page.toString();
  }

  /** {@code 20 databases: 18 × applied 1 migration: 2 steps, 1 × refused, 1 × not begun.} */
  public static String summary(List<TargetResult> results) {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    results.forEach(one -> kinds.merge(one.kind(), 1, Integer::sum));
    if (kinds.size() > MOST_KINDS) {
      kinds.clear();
      results.forEach(
          one ->
              kinds.merge(
                  one.isFailure() || one.code().isEmpty() ? one.kind() : "ended", 1, Integer::sum));
    }
    StringBuilder text = new StringBuilder();
    kinds.forEach(
        (kind, count) ->
            text.append(text.isEmpty() ? "" : ", ").append(count).append(" × ").append(kind));
    return databases(results.size()) + ": " + text + ".";
  }

  /** {@code All 20 databases}, {@code 3 of 20 databases}. */
  public static String share(int count, int all) {
    return count == all ? "All " + databases(all) : count + " of " + databases(all);
  }

  /** {@code 1 database}, {@code 20 databases}. */
  public static String databases(int count) {
    return count + (count == 1 ? " database" : " databases");
  }

  /** {@code 0.4 s}. */
  public static String time(TargetResult one) {
    return String.format(Locale.ROOT, "%.1f s", one.took().toMillis() / 1_000.0);
  }

  private static String coloured(TargetResult one, String text, Style style) {
    if (one.isFailure()) return style.red(text);
    if (one.code().isEmpty()) return style.yellow(text);
    return one.code().get() == ExitCode.OK ? style.green(text) : style.yellow(text);
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
