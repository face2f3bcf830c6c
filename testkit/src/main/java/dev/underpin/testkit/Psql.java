package dev.underpin.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** PostgreSQL's own shell, called plainly: nothing is set that a person would not have set. */
public final class Psql {
  private Psql() {}

  /**
   * Runs {@code psql -X -f file url}.
   *
   * @throws TestServerException where there is no {@code psql} and none can be unpacked
   */
  public static ShellResult run(String url, Path file) {
    return Shells.run(
        List.of(Programs.PSQL.file().toString(), "-X", "-f", file.toString(), url),
        Path.of("/dev/null"),
        Map.of("PGCONNECT_TIMEOUT", "10"));
  }
}
