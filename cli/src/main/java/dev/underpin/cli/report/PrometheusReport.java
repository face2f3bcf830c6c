package dev.underpin.cli.report;

import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values in the text format of Prometheus, for the collector of text files. Every value is a gauge.
 */
final class PrometheusReport {
  private PrometheusReport() {}

  /** How many findings each report has, by level, and what a command adds to that. */
  static String of(List<Report> reports, List<Gauge> more, Instant now) {
    List<Gauge> gauges = new ArrayList<>();
    for (Report report : reports) {
      for (ReportedFinding.Level level : ReportedFinding.Level.values()) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("command", report.command());
        labels.put("subject", report.subject());
        labels.put("level", level.name().toLowerCase(java.util.Locale.ROOT));
        gauges.add(
            new Gauge(
                "underpin_findings", "Findings of the last run.", labels, report.count(level)));
      }
    }
    gauges.addAll(more);
    reports.stream()
        .map(Report::command)
        .distinct()
        .forEach(
            command ->
                gauges.add(
                    new Gauge(
                        "underpin_last_run_timestamp_seconds",
                        "When the command last ran, in seconds since 1970-01-01 UTC.",
                        Map.of("command", command),
                        now.getEpochSecond())));
    return text(gauges);
  }

  /** The format wants all values of a name together. */
  private static String text(List<Gauge> gauges) {
    Map<String, List<Gauge>> byName =
        gauges.stream()
            .collect(Collectors.groupingBy(Gauge::name, LinkedHashMap::new, Collectors.toList()));
    StringBuilder out = new StringBuilder();
    byName.forEach(
        (name, values) -> {
          out.append("# HELP ").append(name).append(' ').append(values.get(0).help());
          out.append("\n# TYPE ").append(name).append(" gauge\n");
          for (Gauge gauge : values) out.append(line(gauge)).append('\n');
        });
    return out.toString();
  }

  private static String line(Gauge gauge) {
    String labels =
        gauge.labels().entrySet().stream()
            .map(e -> e.getKey() + "=\"" + Escapes.label(e.getValue()) + '"')
            .collect(Collectors.joining(","));
    return gauge.name()
        + (labels.isEmpty() ? "" : "{" + labels + "}")
        + " "
        + number(gauge.value());
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
