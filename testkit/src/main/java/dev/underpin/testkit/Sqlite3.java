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
   * @throws TestServerException where there is no {@code sqlite3} and none can be unpacked
   */
  public static ShellResult run(Path database, Path file) {
    return Shells.run(command(database), file, Map.of());
  }

  /** The command of {@link #run}, for a process that a test starts itself. */
  public static List<String> command(Path database) {
    return List.of(
        Programs.SQLITE3.file().toString(), "-init", "/dev/null", "-batch", database.toString());
  }
}
