package dev.underpin.cli.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One value that is watched over time.
 *
 * @param name such as {@code underpin_drift}; all values of a name have the same help
 * @param help one sentence on what the value means
 * @param labels what tells values of a name apart
 */
public record Gauge(String name, String help, Map<String, String> labels, double value) {
  public Gauge {
    labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }
}
