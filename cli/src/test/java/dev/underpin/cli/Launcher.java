package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -cp '%s' dev.underpin.cli.Main "$@"
        """
            .formatted(java, System.getProperty("java.class.path")));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    return launcher;
  }
}
