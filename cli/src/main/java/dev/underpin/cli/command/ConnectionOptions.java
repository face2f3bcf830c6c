package dev.underpin.cli.command;

import dev.underpin.schema.catalog.Version;
import dev.underpin.workflow.settings.Amounts;
import dev.underpin.workflow.settings.Overrides;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which database, and how long to wait for it. */
final class ConnectionOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The database, in one of these forms or a jdbc: form of it:%npostgresql://user@host/db%n"
              + "mysql://user@host/db%nmariadb://user@host/db%nsqlite:file.db")
  Optional<String> url = Optional.empty();

  @Option(names = "--env", paramLabel = "NAME", description = "An environment of underpin.yaml.")
  Optional<String> environment = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "One of the databases that targets of underpin.yaml names.")
  Optional<String> target = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read this file instead of underpin.yaml.")
  Optional<Path> config = Optional.empty();

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "How long to wait for a server to come up, for locks, and for another run to end, such as 30s.")
  Optional<Duration> wait = Optional.empty();

  /** What these and a scratch URL, a schema, a migrations folder and versions say. */
  Overrides overrides(
      Optional<String> scratchUrl,
      Optional<Path> schema,
      Optional<Path> migrations,
      Map<String, Version> compat) {
    return new Overrides(
        url, scratchUrl, environment, config, schema, migrations, compat, wait, List.of());
  }

  /**
   * The same for an environment, which alone says where its database and its scratch server are.
   */
  Overrides overrides(Optional<String> name, Optional<Path> schema, Optional<Path> migrations) {
    return new Overrides(
        Optional.empty(),
        Optional.empty(),
        name,
        config,
        schema,
        migrations,
        Map.of(),
        wait,
        List.of());
  }

  /** Reads {@code 30s}, {@code 2m}, {@code 30d}. */
  static final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return Amounts.duration(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is not a time such as 30s, 5m, 12h or 30d"));
    }
  }
}
