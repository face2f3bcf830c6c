package dev.underpin.workflow.settings;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * A command whose first line of output is the password of a database. It is run by the shell, each
 * time a database is opened, and what it says is never printed.
 *
 * @param key the key of {@code underpin.yaml} that has it
 * @param directory the folder of {@code underpin.yaml}, where it runs
 */
public record PasswordCommand(String key, String command, Path directory) {
  static final String OF_DATABASE = "password_command";
  static final String OF_SCRATCH = "scratch_password_command";

  private static final int SECONDS = 30;

  private static final Pattern PASSWORD = Pattern.compile("//[^/?@]*:[^/?@]*@|[?&]password=");

  /** True for a URL that has a password of its own. */
  static boolean isIn(String url) {
    return PASSWORD.matcher(url).find();
  }

  /** The URL with the password; one from a file or a variable counts less. */
  public DatabaseUrl added(DatabaseUrl url) {
    Map<String, String> properties = new HashMap<>(url.properties());
    properties.put("password", password());
    return new DatabaseUrl(url.engineId(), url.jdbcUrl(), properties, url.display(), url.source());
  }

  private String password() {
    boolean isWindows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    ProcessBuilder builder =
        new ProcessBuilder(
            isWindows ? List.of("cmd", "/c", command) : List.of("/bin/sh", "-c", command));
    File folder = directory.toAbsolutePath().toFile();
    builder.directory(folder);
    // What it has to say to a person goes where it would go without us.
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return answer(process);
    } catch (IOException e) {
      throw failed("it cannot be started");
    }
  }

  private String answer(Process process) {
    CompletableFuture<Optional<String>> line =
        CompletableFuture.supplyAsync(() -> firstLine(process));
    try {
      Optional<String> password = line.get(SECONDS, TimeUnit.SECONDS);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS))
        throw failed("it did not end within " + SECONDS + " s");
      if (process.exitValue() != 0) throw failed("it ended with code " + process.exitValue());
      return password
          .filter(p -> !p.isEmpty())
          .orElseThrow(() -> failed("the first line that it prints is empty"));
    } catch (TimeoutException e) {
      throw failed("it said nothing within " + SECONDS + " s");
    } catch (ExecutionException e) {
      throw failed("its output cannot be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("it was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** The rest is read too, so that the command does not wait for a reader. */
  private static Optional<String> firstLine(Process process) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String first = out.readLine();
      while (out.readLine() != null) {}
      return Optional.ofNullable(first);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private UnderpinException failed(String why) {
    return UnderpinException.failed(
        FindingCode.PASSWORD_COMMAND,
        "%s gave no password: %s. The database was not connected to.".formatted(key, why));
  }

  /** The text may have a secret in it. */
  @Override
  public String toString() {
    return key;
  }
}
