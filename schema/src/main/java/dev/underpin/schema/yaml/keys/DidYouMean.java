package dev.underpin.schema.yaml.keys;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what was probably meant, by the number of letters that were missed, added, changed or
 * swapped.
 */
public final class DidYouMean {
  private DidYouMean() {}

  /** The nearest of the known words, if it is near. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    int limit = Math.max(1, Math.min(3, word.length() / 3));
    String lower = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(k -> Math.abs(k.length() - word.length()) <= limit)
        .filter(k -> distance(lower, k.toLowerCase(Locale.ROOT)) <= limit)
        .filter(k -> distance(lower, k.toLowerCase(Locale.ROOT)) < word.length())
        .min(
            Comparator.comparingInt((String k) -> distance(lower, k.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The hint for a word: the nearest of the known ones, or else all of them where they are few. */
  public static Optional<String> hint(String word, Collection<String> known) {
    Optional<String> near = nearest(word, known).map(n -> "did you mean \"" + n + "\"?");
    if (near.isPresent() || known.isEmpty() || known.size() > 12) return near;
    return Optional.of("known here: " + String.join(", ", known));
  }

  /** The edit distance in which swapping two neighbours is one edit. */
  public static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) d[i][0] = i;
    for (int j = 0; j <= b.length(); j++) d[0][j] = j;
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
    return d[a.length()][b.length()];
  }
}
