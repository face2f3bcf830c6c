package dev.underpin.cli.report;

import dev.underpin.workflow.status.DriftResult;
import dev.underpin.workflow.status.EnvironmentDrift;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drift as values that are watched over time. */
public final class DriftGauges {
  private DriftGauges() {}

  /** The values of an environment; of one that could not be checked, that alone. */
  public static List<Gauge> of(EnvironmentDrift one) {
    Map<String, String> labels = Map.of("environment", one.environment());
    List<Gauge> gauges = new ArrayList<>();
    gauges.add(
        new Gauge(
            "underpin_checked",
            "1 where the environment could be checked.",
            labels,
            one.state().isFailure() ? 0 : 1));
    one.result().ifPresent(result -> gauges.addAll(of(result, Optional.of(one.environment()))));
    return gauges;
  }

  /** The values of one database. */
  public static List<Gauge> of(DriftResult result, Optional<String> environment) {
    Map<String, String> labels = new LinkedHashMap<>();
    environment.ifPresent(name -> labels.put("environment", name));
    labels.put("database", result.database());
    List<Gauge> gauges = new ArrayList<>();
    int differences = result.differences().size() + result.lost().size();
    gauges.add(
        new Gauge(
            "underpin_drift",
            "1 where the live schema differs from what the last migration left.",
            labels,
            differences > 0 ? 1 : 0));
    gauges.add(new Gauge("underpin_differences", "How many objects differ.", labels, differences));
    gauges.add(
        new Gauge(
            "underpin_partially_applied",
            "1 where steps of a migration remain.",
            labels,
            result.partial().isPresent() ? 1 : 0));
    gauges.add(
        new Gauge(
            "underpin_pending_migrations",
            "Saved migrations that the database has not had.",
            labels,
            result.pending().size()));
    return gauges;
  }
}
