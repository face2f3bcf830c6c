package dev.underpin.cli.command;

import dev.underpin.workflow.adopt.SqlFiles;
import dev.underpin.workflow.adopt.SqlSchema;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a file of SQL is read. */
final class SqlFileOptions {
  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "The engine of FILE.sql: postgresql, mysql, mariadb or sqlite. Default: that of --scratch-url or of the configured URL.")
  Optional<String> engine = Optional.empty();

  @Option(
      names = "--scratch-url",
      paramLabel = "URL",
      description =
          "Where FILE.sql is loaded (PostgreSQL: an empty database; MySQL, MariaDB: a server). Nothing is left behind.")
  Optional<String> scratchUrl = Optional.empty();

  @Option(
      names = "--leave-out",
      description =
          "Leave out statements of FILE.sql that fail or cannot be read, and name each in a note.")
  boolean leaveOut;

  /** What does not go together is not taken. */
  void check(boolean file, ConnectionOptions connection) {
    CliCommand.refuse(
        !file && engine.isPresent(), "--engine goes with FILE.sql: a database says it.");
    CliCommand.refuse(!file && scratchUrl.isPresent(), "--scratch-url goes with FILE.sql.");
    CliCommand.refuse(!file && leaveOut, "--leave-out goes with FILE.sql.");
    CliCommand.refuse(
        file && connection.url.isPresent(),
        "FILE.sql is read instead of a database, so --url does not go with it. Use --scratch-url or --engine.");
  }

  /** The schema of a file or folder. */
  SqlSchema schema(Settings settings, Path directory, Path name) {
    Path path = directory.resolve(name);
    CliCommand.refuse(!Files.exists(path), "There is no file " + name + ".");
    return new SqlSchema(settings, directory, SqlFiles.of(path), engine, leaveOut);
  }
}
