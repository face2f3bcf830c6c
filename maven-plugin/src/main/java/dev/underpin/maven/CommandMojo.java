package dev.underpin.maven;

import dev.underpin.cli.Main;
import dev.underpin.cli.terminal.ExitCode;
import dev.underpin.cli.terminal.Terminal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Runs a command as the program does, and writes what it prints to the log of the build. */
abstract class CommandMojo extends AbstractMojo {
  /** An error of a command begins with this. */
  private static final String ERROR = "underpin: ";

  /** The database: postgresql://host/db, mysql://host/db, mariadb://host/db or sqlite:file.db. */
  @Parameter(property = "underpin.url")
  @Nullable String url;

  /** The id of a server in Maven's settings.xml, whose user and password are those of the url. */
  @Parameter(property = "underpin.server")
  @Nullable String server;

  /** An environment of underpin.yaml. */
  @Parameter(property = "underpin.env")
  @Nullable String env;

  /** A file that is read instead of underpin.yaml. */
  @Parameter(property = "underpin.config")
  @Nullable String config;

  /** How long to wait for a server to come up, for locks, and for another run, such as 30s. */
  @Parameter(property = "underpin.wait")
  @Nullable String wait;

  /** Whole statements, and the rollback of each step. */
  @Parameter(property = "underpin.verbose")
  boolean verbose;

  /** The result is written to this file instead of the log. */
  @Parameter(property = "underpin.outputFile")
  @Nullable String outputFile;

  /** Does nothing. */
  @Parameter(property = "underpin.skip")
  boolean skip;

  /** Where relative paths start. */
  @Parameter(defaultValue = "${basedir}", readonly = true)
  @Nullable File basedir;

  @Parameter(defaultValue = "${settings}", readonly = true)
  @Nullable Settings settings;

  @Inject @Nullable SettingsDecrypter decrypter;

  /** The command with the flags of this goal. */
  abstract Arguments arguments();

  /** What it means that the command ended with 2; null where the build goes on. */
  abstract @Nullable String different();

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped, since underpin.skip is set");
      return;
    }
    List<String> errors = new ArrayList<>();
    int code = run(errors);
    if (code == ExitCode.OK || code == ExitCode.DIFFERENT && different() == null) return;
    if (code == ExitCode.DIFFERENT) throw new MojoFailureException(different());
    String message = errors.isEmpty() ? "The lines above say why." : message(errors);
    if (code == ExitCode.USAGE) throw new MojoExecutionException(message);
    throw new MojoFailureException(message);
  }

  private int run(List<String> errors) throws MojoExecutionException {
    List<String> arguments = withDatabase(arguments()).list();
    Path directory = directory();
    Output messages = new Output(line -> heard(line, errors));
    try (OutputStream results = results(directory);
        PrintStream out = new PrintStream(results, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(messages, true, StandardCharsets.UTF_8)) {
      return Main.run(
          arguments,
          new Terminal(
              InputStream.nullInputStream(),
              out,
              err,
              System.getenv(),
              directory,
              false,
              Clock.systemUTC()));
    } catch (IOException e) {
      throw new MojoExecutionException("Cannot write " + outputFile + ": " + e.getMessage(), e);
    }
  }

  /**
   * Files are named as the command names them: from where the build was started, if they are below.
   */
  private Path directory() {
    Path started = Path.of("").toAbsolutePath();
    if (basedir == null) return Path.of("");
    Path folder = basedir.toPath().toAbsolutePath();
    return folder.startsWith(started) ? started.relativize(folder) : folder;
  }

  private OutputStream results(Path directory) throws IOException {
    if (outputFile == null) return new Output(getLog()::info);
    Path file = directory.resolve(outputFile);
    if (file.getParent() != null) Files.createDirectories(file.getParent());
    return Files.newOutputStream(file);
  }

  /** An error is the message of the failed goal; all else is in the log when it is said. */
  private void heard(String line, List<String> errors) {
    boolean begun = errors.stream().anyMatch(error -> error.startsWith(ERROR));
    errors.add(line);
    if (!begun && !line.startsWith(ERROR)) getLog().info(line);
  }

  /** The lines of the error, else all that was not a result. */
  private static String message(List<String> lines) {
    int begin = 0;
    while (begin < lines.size() && !lines.get(begin).startsWith(ERROR)) begin++;
    if (begin == lines.size()) return String.join("\n", lines).strip();
    return String.join("\n", lines.subList(begin, lines.size())).substring(ERROR.length());
  }

  private Arguments withDatabase(Arguments arguments) throws MojoExecutionException {
    if (server != null && url == null)
      throw new MojoExecutionException(
          "underpin.server needs underpin.url, to which the user and the password are added.");
    String database = url;
    if (url != null && server != null && settings != null && decrypter != null)
      database = Login.of(server, settings, decrypter).addedTo(url);
    return arguments
        .with("--url", database)
        .with("--env", env)
        .with("--config", config)
        .with("--wait", wait)
        .with("--verbose", verbose);
  }
}
