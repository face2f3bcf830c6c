package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code ./underpin} is to a person: a process of its own, with the classes under test. */
final class Launcher {
  private Launcher() {}

  /** Write a script that runs the program. */
  static Path in(Path folder) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path launcher = folder.resolve("underpin");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto --enable-native-access=ALL-UNNAMED -cp '%s' dev.underpin.cli.Main "$@"
        """
            .formatted(java, System.getProperty("java.class.path")));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    return launcher;
  }

  /**
   * Runs a command in a folder, and waits for its end.
   *
   * @param path the folders that the process finds programs in
   */
  static Cli.Answer run(Path folder, String path, String... args) {
    try {
      Path out = Files.createTempFile(folder, "underpin-", ".out");
      Path err = Files.createTempFile(folder, "underpin-", ".err");
      List<String> command = new ArrayList<>(List.of(in(folder).toString()));
      command.addAll(List.of(args));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("PATH", path);
      // Wide enough that no sentence is broken.
      builder.environment().put("COLUMNS", "1000");
      int code = builder.start().waitFor();
      return new Cli.Answer(code, Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
