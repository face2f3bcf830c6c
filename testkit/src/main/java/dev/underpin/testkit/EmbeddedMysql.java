package dev.underpin.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** MySQL or MariaDB from unpacked binaries, as a process of this JVM's. */
final class EmbeddedMysql {
  private EmbeddedMysql() {}

  /** What tests want of a server: speed in place of durability, and no more memory than needed. */
  static List<String> settings() {
    return List.of(
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-doublewrite=0",
        "--innodb-buffer-pool-size=64M",
        "--skip-log-bin",
        "--max-connections=200",
        "--default-time-zone=+00:00");
  }

  /**
   * Starts a server and waits until it can be used.
   *
   * @param name what tests call it
   * @return its port on 127.0.0.1, where {@code root} needs no password
   */
  static int start(String name, MysqlBinaries binaries) {
    try {
      Path home = binaries.home();
      Path data = binaries.emptyData();
      Path folder = ServerProcess.newFolder(binaries.folder());
      String temporaries = MysqlBinaries.ownTemporaryFolder(folder);
      ServerProcess.run(
          folder, List.of("cp", "-r", data.toString(), folder.resolve("data").toString()));
      // It has the server's own id, which no two servers may share.
      Files.deleteIfExists(folder.resolve("data").resolve("auto.cnf"));
      return new ServerProcess(
              name,
              folder,
              port -> command(binaries, home, folder, temporaries, port),
              "KILL",
              "ready for connections",
              List.of("[ERROR] Aborting", "Aborting", "error while loading shared libraries"),
              "Bind on TCP/IP port")
          .start();
    } catch (IOException e) {
      throw new TestServerException("Cannot start " + name + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while starting " + name, e);
    }
  }

  private static List<String> command(
      MysqlBinaries binaries, Path home, Path folder, String temporaries, int port) {
    List<String> command = new ArrayList<>(binaries.server(home));
    command.addAll(
        List.of(
            "--user=" + System.getProperty("user.name"),
            "--datadir=" + folder.resolve("data"),
            temporaries,
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--socket=" + folder.resolve("s.sock"),
            "--pid-file=" + folder.resolve("mysqld.pid"),
            // Data may lie in memory, where there is no such thing.
            "--innodb-use-native-aio=OFF"));
    command.addAll(settings());
    command.addAll(binaries.settings());
    return command;
  }
}
