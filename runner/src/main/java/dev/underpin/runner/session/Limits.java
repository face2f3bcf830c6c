package dev.underpin.runner.session;

import dev.underpin.introspect.DatabaseUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run waits for before a step and between two batches.
 *
 * @param maxLag how far a replica may be behind
 * @param replicas the replicas to ask, where their server does not say how far they are behind
 * @param maxLoad the largest values of figures of the server, by their names
 * @param pauseFile while this file exists, the run waits
 */
public record Limits(
    Optional<Duration> maxLag,
    List<DatabaseUrl> replicas,
    Map<String, Long> maxLoad,
    Optional<Path> pauseFile) {
  /** Nothing is waited for. */
  public static final Limits NONE =
      new Limits(Optional.empty(), List.of(), Map.of(), Optional.empty());

  public Limits {
    replicas = List.copyOf(replicas);
    maxLoad = Collections.unmodifiableMap(new TreeMap<>(maxLoad));
  }

  /** The same with other URLs. */
  public Limits withReplicas(List<DatabaseUrl> urls) {
    return new Limits(maxLag, urls, maxLoad, pauseFile);
  }
}
