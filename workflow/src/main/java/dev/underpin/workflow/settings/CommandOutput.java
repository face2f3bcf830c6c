package dev.underpin.workflow.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a command of the user's own prints. The shell runs it; what it has to say to a person goes
 * where it would go without us.
 *
 * @param directory where it runs
 * @param seconds how long it may take
 */
public record CommandOutput(String command, Path directory, int seconds) {
  /** The command gave no output that can be used; the message says why, and has no secret in it. */
  public static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String why) {
      super(why);
    }

    /** Why, as the end of a sentence. */
    public String why() {
      return String.valueOf(getMessage());
    }
  }

  /** All lines that it prints. */
  public List<String> lines() throws Failed {
    boolean isWindows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    ProcessBuilder builder =
        new ProcessBuilder(
            isWindows ? List.of("cmd", "/c", command) : List.of("/bin/sh", "-c", command));
    builder.directory(directory.toAbsolutePath().toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return answer(process);
    } catch (IOException e) {
      throw new Failed("it cannot be started");
    }
  }

  private List<String> answer(Process process) throws Failed {
    CompletableFuture<List<String>> lines = CompletableFuture.supplyAsync(() -> read(process));
    try {
      List<String> said = lines.get(seconds, TimeUnit.SECONDS);
      if (!process.waitFor(seconds, TimeUnit.SECONDS))
        throw new Failed("it did not end within " + seconds + " s");
      if (process.exitValue() != 0) throw new Failed("it ended with code " + process.exitValue());
      return said;
    } catch (TimeoutException e) {
      throw new Failed("it said nothing within " + seconds + " s");
    } catch (ExecutionException e) {
      throw new Failed("its output cannot be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed("it was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static List<String> read(Process process) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      return out.lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
