package dev.underpin.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The binaries of one version of MySQL or MariaDB: where they come from, and how they are called.
 */
interface MysqlBinaries {
  /** The folder of the cache, which says the version. */
  String folder();

  /** Unpacks them. */
  void unpack(Path home) throws IOException, InterruptedException;

  /** How the server is called, with the options that every call of it needs. */
  List<String> server(Path home);

  /** What makes a new data directory; {@code --datadir} and {@code --user} are added. */
  List<String> initialise(Path home);

  /** What the server wants to be started with, beside what all want. */
  List<String> settings();

  /** Where the binaries are, unpacked where they were not yet. */
  default Path home() throws IOException, InterruptedException {
    return ServerCache.made(folder(), this::unpack);
  }

  /** A data directory that no server has used yet, to be copied: making one takes seconds. */
  default Path emptyData() throws IOException, InterruptedException {
    Path home = home();
    return ServerCache.made(
            folder() + "-data",
            target -> {
              List<String> command = new ArrayList<>(initialise(home));
              command.add("--datadir=" + target.resolve("data"));
              command.add(ownTemporaryFolder(target));
              command.add("--user=" + System.getProperty("user.name"));
              ServerProcess.run(target, command);
            })
        .resolve("data");
  }

  /**
   * A server that starts removes the temporary files that it takes for leftovers of its own: in the
   * system's folder they may be another server's that is at work.
   */
  static String ownTemporaryFolder(Path folder) throws IOException {
    return "--tmpdir=" + Files.createDirectories(folder.resolve("tmp"));
  }

  /** Archives lose that a file is a program. */
  static void makeExecutable(Path... programs) throws IOException {
    for (Path program : programs) {
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
