package dev.underpin.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same binaries, started with a log that another server can follow. */
record ReplicatingServer(MysqlBinaries binaries, int id) implements MysqlBinaries {
  @Override
  public String folder() {
    return binaries.folder();
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

  @Override
  public List<String> initialise(Path home) {
    return binaries.initialise(home);
  }

  @Override
  public List<String> settings() {
    List<String> settings = new ArrayList<>(binaries.settings());
    settings.add("--log-bin=log");
    settings.add("--server-id=" + id);
    return settings;
  }
}
