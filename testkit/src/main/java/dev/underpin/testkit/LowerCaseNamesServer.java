package dev.underpin.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same binaries, started so that the names of tables are kept in small letters. MySQL wants to
 * know that when its data directory is made.
 */
record LowerCaseNamesServer(MysqlBinaries binaries) implements MysqlBinaries {
  private static final String SETTING = "--lower-case-table-names=1";

  @Override
  public String folder() {
    return binaries.folder() + "-small";
  }

  @Override
  public void unpack(Path home) throws IOException, InterruptedException {
    binaries.unpack(home);
  }

  @Override
  public Path home() throws IOException, InterruptedException {
    return binaries.home();
  }

  @Override
  public List<String> server(Path home) {
    return binaries.server(home);
  }

  /** MariaDB's own script does not pass it on, and needs it only when the server starts. */
  @Override
  public List<String> initialise(Path home) {
    List<String> command = new ArrayList<>(binaries.initialise(home));
    if (command.contains("--initialize-insecure")) command.add(SETTING);
    return command;
  }

  @Override
  public List<String> settings() {
    List<String> settings = new ArrayList<>(binaries.settings());
    settings.add(SETTING);
    return settings;
  }
}
