package dev.underpin.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest MySQL there is: {@code mysql-server-core} of Debian's unstable, unpacked with all that
 * it needs into a folder of its own and started by its own dynamic loader, so that nothing is
 * installed. What was unpacked once stays until the cache is emptied.
 */
final class DebianMysql implements MysqlBinaries {
  private static final String SCRIPT = "unpack-debian-mysql.sh";

  @Override
  public String folder() {
    return "mysql-newest";
  }

  @Override
  public void unpack(Path home) throws IOException, InterruptedException {
    try {
      Script.named(SCRIPT).run(home);
    } catch (TestServerException e) {
      throw new TestServerException(
          "The newest MySQL is taken from Debian's packages, which did not work here. UNDERPIN_TEST_MYSQL_NEWEST"
              + " can name a server.\n"
              + e.getMessage(),
          e);
    }
  }

  @Override
  public List<String> server(Path home) {
    Path libraries = home.resolve("usr/lib/x86_64-linux-gnu");
    return List.of(
        libraries.resolve("ld-linux-x86-64.so.2").toString(),
        "--library-path",
        libraries.toString(),
        home.resolve("usr/sbin/mysqld").toString(),
        "--no-defaults",
        "--basedir=" + home.resolve("usr"),
        "--lc-messages-dir=" + home.resolve("usr/share/mysql"),
        "--character-sets-dir=" + home.resolve("usr/share/mysql/charsets"),
        "--plugin-dir=" + home.resolve("usr/lib/mysql/plugin"),
        "--secure-file-priv=NULL");
  }

  @Override
  public List<String> initialise(Path home) {
    return initialise(server(home));
  }

  /** A data directory that is small, so that it is quickly copied. */
  static List<String> initialise(List<String> server) {
    List<String> command = new ArrayList<>(server);
    command.addAll(List.of("--initialize-insecure", "--innodb-redo-log-capacity=8M"));
    return command;
  }

  @Override
  public List<String> settings() {
    return List.of("--mysqlx=OFF");
  }
}
