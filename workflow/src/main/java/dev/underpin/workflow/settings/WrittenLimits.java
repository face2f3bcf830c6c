package dev.underpin.workflow.settings;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.runner.session.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run waits for, as the top level or an environment writes it.
 *
 * @param replicas URLs
 * @param maxLoad empty where nothing is said
 */
record WrittenLimits(
    Optional<Duration> maxLag,
    List<Environment.Text> replicas,
    Map<String, Long> maxLoad,
    Optional<Environment.Text> pauseFile) {
  static final WrittenLimits NONE =
      new WrittenLimits(Optional.empty(), List.of(), Map.of(), Optional.empty());

  WrittenLimits {
    replicas = List.copyOf(replicas);
    maxLoad = Map.copyOf(maxLoad);
  }

  /** Those of an environment; what it does not say is said at the top. */
  Limits resolved(WrittenLimits top, Variables variables, Path directory) {
    List<DatabaseUrl> urls =
        (replicas.isEmpty() ? top.replicas : replicas)
            .stream()
                .map(text -> Introspectors.parseUrl(variables.expand(text), directory))
                .toList();
    return new Limits(
        maxLag.or(top::maxLag),
        urls,
        maxLoad.isEmpty() ? top.maxLoad : maxLoad,
        pauseFile
            .or(top::pauseFile)
            .map(file -> directory.resolve(variables.expand(file)).normalize()));
  }
}
