package dev.underpin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a command to its end and keeps what it says. */
final class Shells {
  private static final int TIMEOUT_SECONDS = 120;

  private Shells() {}

  /**
   * @param input what the command reads from its standard input
   */
  static ShellResult run(List<String> command, Path input, Map<String, String> environment) {
    Path out = null;
    Path err = null;
    try {
      // Files and not pipes: a shell that fills one pipe while the other is read would wait for
      // ever.
      out = Files.createTempFile("underpin-shell-", ".out");
      err = Files.createTempFile("underpin-shell-", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(input.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process;
      try {
        process = builder.start();
      } catch (IOException e) {
        throw new TestServerException("Cannot run " + command.get(0) + ": " + e.getMessage(), e);
      }
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new TestServerException(
            "%s did not end in %s s\n%s"
                .formatted(String.join(" ", command), TIMEOUT_SECONDS, Files.readString(err)));
      }
      return new ShellResult(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while running " + command.get(0), e);
    } finally {
      delete(out);
      delete(err);
    }
  }

  private static void delete(@org.jspecify.annotations.Nullable Path file) {
    if (file != null) {
      Folders.delete(file);
    }
  }
}
