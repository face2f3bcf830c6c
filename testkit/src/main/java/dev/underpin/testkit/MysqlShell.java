package dev.underpin.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The engines' own shells, called plainly: nothing is set that a person would not have set. */
final class MysqlShell {
  private MysqlShell() {}

  /** Runs {@code mysql --host=… database < file}. */
  static ShellResult mysql(URI url, Path file) {
    return run(OracleMysql::client, List.of("--no-defaults"), url, file);
  }

  /** Runs {@code mariadb --host=… database < file}. */
  static ShellResult mariaDb(URI url, Path file) {
    return run(MariaDbBinaries::client, List.of("--no-defaults", "--skip-ssl"), url, file);
  }

  private static ShellResult run(Client client, List<String> options, URI url, Path file) {
    List<String> command = new ArrayList<>(command(client));
    command.addAll(options);
    command.addAll(
        List.of(
            "--default-character-set=utf8mb4",
            "--host=" + url.getHost(),
            "--port=" + url.getPort()));
    String[] user = String.valueOf(url.getUserInfo()).split(":", 2);
    command.add("--user=" + user[0]);
    if (user.length > 1) command.add("--password=" + user[1]);
    command.add(url.getPath().substring(1));
    return Shells.run(command, file, Map.of());
  }

  private interface Client {
    List<String> command() throws IOException, InterruptedException;
  }

  private static List<String> command(Client client) {
    try {
      return client.command();
    } catch (IOException e) {
      throw new TestServerException("Cannot unpack the shell: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while unpacking the shell", e);
    }
  }
}
