package dev.underpin.workflow.settings;

import dev.underpin.schema.catalog.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line says; each is absent or empty where it says nothing.
 *
 * @param scratchUrl another server that is asked how texts are written
 * @param config another file than {@code underpin.yaml}
 * @param compat per engine id: the oldest version that saved files must run on
 * @param waitFor how long to wait for another run to end
 */
public record Overrides(
    Optional<String> url,
    Optional<String> scratchUrl,
    Optional<String> environment,
    Optional<Path> config,
    Optional<Path> schema,
    Optional<Path> migrations,
    Map<String, Version> compat,
    Optional<Duration> waitFor,
    List<String> ignore) {
  /** Nothing was said. */
  public static final Overrides NONE =
      new Overrides(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          List.of());

  public Overrides {
    compat = Map.copyOf(compat);
    ignore = List.copyOf(ignore);
  }
}
