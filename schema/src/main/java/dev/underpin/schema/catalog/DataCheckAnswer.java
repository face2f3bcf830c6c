package dev.underpin.schema.catalog;

import dev.underpin.schema.finding.FindingCode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the data said.
 *
 * @param count how many rows were found; meaningless where {@code unanswered} is present
 * @param samples the keys of a few rows, numbers by their size: servers give them in no certain
 *     order
 * @param unanswered why it was not answered (time limit, a right that is missing); what was not
 *     checked is never "fine"
 */
public record DataCheckAnswer(
    DataCheck probe, long count, List<String> samples, Optional<String> unanswered) {
  private static final Comparator<String> BY_VALUE =
      Comparator.comparing((String key) -> isNumber(key) ? key.length() : Integer.MAX_VALUE)
          .thenComparing(Comparator.naturalOrder());

  public DataCheckAnswer {
    samples = samples.stream().sorted(BY_VALUE).toList();
  }

  private static boolean isNumber(String key) {
    return !key.isEmpty() && key.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * A finding that the server itself has made: it stopped at a value that cannot be used as the
   * question asks.
   */
  public static DataCheckAnswer stopped(DataCheck probe, String message) {
    return new DataCheckAnswer(probe, 1, List.of(message), Optional.empty());
  }

  /** The finding as a sentence, the table by its whole name. */
  public String sentence() {
    return sentence("");
  }

  /**
   * The finding as a sentence: {@code 3 rows of orders have a NULL status (17, 21, 40)}.
   *
   * @param defaultNamespace left out of the table's name
   */
  public String sentence(String defaultNamespace) {
    // Nobody can count the rows that are hidden.
    boolean counted = probe.finding().code() != FindingCode.ROWS_HIDDEN;
    return (!counted ? "rows of " : count + (count == 1 ? " row of " : " rows of "))
        + probe.table().without(defaultNamespace)
        + " "
        + (counted && count == 1 ? singular(probe.finding().text()) : probe.finding().text())
        + (samples.isEmpty()
            ? ""
            : " (" + String.join(", ", samples) + (count > samples.size() ? ", …" : "") + ")");
  }

  /** The sentence with the finding's code behind it, as it is printed. */
  public String labelled(String defaultNamespace) {
    return probe.finding().code().after(sentence(defaultNamespace));
  }

  private static String singular(String finding) {
    int end = finding.indexOf(' ');
    if (end < 0) return finding;
    String verb =
        switch (finding.substring(0, end)) {
          case "have" -> "has";
          case "do" -> "does";
          case "fail" -> "fails";
          case "were" -> "was";
          case "hold" -> "holds";
          case "share" -> "shares";
          case "overlap" -> "overlaps";
          case "point" -> "points";
          case "violate" -> "violates";
          case "belong" -> "belongs";
          case "reference" -> "references";
          default -> finding.substring(0, end);
        };
    return verb + finding.substring(end);
  }
}
