package dev.underpin.schema.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What the data said.
 *
 * @param count how many rows were found; meaningless where {@code unanswered} is present
 * @param samples the first few rows' keys
 * @param unanswered why it was not answered (time limit, a right that is missing); what was not
 *     checked is never "fine"
 */
public record ProbeAnswer(
    Probe probe, long count, List<String> samples, Optional<String> unanswered) {
  public ProbeAnswer {
    samples = List.copyOf(samples);
  }

  /** The finding as a sentence: {@code 3 rows of orders have a NULL status (17, 21, 40)}. */
  public String sentence() {
    return count
        + (count == 1 ? " row of " : " rows of ")
        + probe.table()
        + " "
        + probe.finding()
        + (samples.isEmpty()
            ? ""
            : " (" + String.join(", ", samples) + (count > samples.size() ? ", …" : "") + ")");
  }
}
