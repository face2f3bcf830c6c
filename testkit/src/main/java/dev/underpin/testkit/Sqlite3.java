package dev.underpin.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** SQLite's own shell, called plainly: nothing is set that a person would not have set. */
public final class Sqlite3 {
  private Sqlite3() {}

  /**
   * Runs {@code sqlite3 database < file}, without a person's {@code ~/.sqliterc}.
   *
   * @throws TestServerException where {@code sqlite3} is not installed
   */
  public static ShellResult run(Path database, Path file) {
    return Shells.run(
        List.of("sqlite3", "-init", "/dev/null", "-batch", database.toString()),
        file,
        Map.of(),
        "install SQLite's shell (on Debian: apt-get install sqlite3)");
  }
}
