package dev.underpin.workflow.test;

import dev.underpin.dialect.Dialect;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.runner.session.Database;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.workflow.settings.Overrides;
import dev.underpin.workflow.settings.Settings;
import dev.underpin.workflow.settings.SettingsResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * An empty database that several connections can open: a file where the engine is embedded, else a
 * database of its own on the scratch server. It is dropped when it is closed.
 */
final class ScratchDatabase implements AutoCloseable {
  private final DatabaseUrl url;
  private final Path folder;
  private final Runnable drop;

  private ScratchDatabase(DatabaseUrl url, Path folder, Runnable drop) {
    this.url = url;
    this.folder = folder;
    this.drop = drop;
  }

  /**
   * @param named the scratch server, where one is named
   */
  static ScratchDatabase open(Dialect dialect, Optional<DatabaseUrl> named) {
    Path folder = temporaryFolder();
    if (Introspectors.of(dialect.engine().id()).inMemory().isPresent())
      return new ScratchDatabase(file(dialect, folder), folder, () -> {});
    DatabaseUrl server =
        named.orElseThrow(
            () ->
                new UnderpinException(
                    UnderpinException.Kind.USAGE,
                    "A test on %s needs a server on which it may create a database: name it with --scratch-url URL, or with scratch_url in underpin.yaml."
                        .formatted(dialect.engine().product())));
    if (!server.engineId().equals(dialect.engine().id()))
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          "The migrations are for %s, and the scratch server is for %s. Name another one with --scratch-url URL."
              .formatted(dialect.engine().id(), server.engineId()));
    String name = "underpin_test_%08x".formatted(ThreadLocalRandom.current().nextInt());
    execute(server, dialect.sql("CREATE DATABASE {}", name));
    return new ScratchDatabase(
        server.inDatabase(name),
        folder,
        () -> execute(server, dialect.sql("DROP DATABASE {}", name)));
  }

  /** An empty file is an empty database. */
  private static DatabaseUrl file(Dialect dialect, Path folder) {
    try {
      Path file = Files.createFile(folder.resolve("scratch.db"));
      return Introspectors.parseUrl(dialect.engine().id() + ":" + file, folder);
    } catch (IOException e) {
      throw UnderpinException.failed("No temporary file can be made: " + e.getMessage());
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("underpin-test");
    } catch (IOException e) {
      throw UnderpinException.failed("No temporary folder can be made: " + e.getMessage());
    }
  }

  private static void execute(DatabaseUrl url, String sql) {
    try (Database server = Database.open(url, false)) {
      server.asking(() -> Sql.execute(server.connection(), sql));
    }
  }

  /** A folder that is removed with it. */
  Path folder() {
    return folder;
  }

  DatabaseUrl url() {
    return url;
  }

  /** Settings for it, in which no environment, project, guard or hook of others counts. */
  Settings settings(Settings others) {
    Overrides own =
        new Overrides(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(emptyConfiguration()),
            Optional.empty(),
            Optional.of(folder.resolve("migrations")),
            others.compat(),
            others.waitFor(),
            others.ignore());
    return SettingsResolver.resolve(own, Map.of(), folder).withUrl(url);
  }

  private Path emptyConfiguration() {
    return TextFiles.write(folder.resolve(Settings.FILE), "{}\n");
  }

  @Override
  public void close() {
    try {
      drop.run();
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.deleteIfExists(file);
    } catch (IOException e) {
      throw UnderpinException.failed(folder + " cannot be removed: " + e.getMessage());
    }
  }
}
