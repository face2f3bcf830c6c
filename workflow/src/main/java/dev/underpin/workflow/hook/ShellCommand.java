package dev.underpin.workflow.hook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command by {@code sh -c}. Input and output are files, so that neither a command that reads
 * nothing nor a child that it leaves behind can hold the run up.
 */
record ShellCommand(String command, Path directory, Duration timeout) {
  private static final int MOST_OUTPUT = 20_000;

  CommandResult run(String input) {
    try {
      Path in = Files.createTempFile("underpin", ".json");
      Path out = Files.createTempFile("underpin", ".out");
      try {
        Files.writeString(in, input);
        return run(in, out);
      } finally {
        Files.deleteIfExists(in);
        Files.deleteIfExists(out);
      }
    } catch (IOException e) {
      return new CommandResult(-1, "", "could not be run: " + e.getMessage());
    }
  }

  private CommandResult run(Path in, Path out) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .directory(directory.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .start();
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        end(process);
        return new CommandResult(
            -1, output(out), "did not end within " + timeout.toSeconds() + " s and was stopped");
      }
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      return new CommandResult(-1, output(out), "was interrupted");
    }
    int code = process.exitValue();
    return new CommandResult(code, output(out), code == 0 ? "" : "ended with exit code " + code);
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String output(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    return text.substring(Math.max(0, text.length() - MOST_OUTPUT));
  }
}
