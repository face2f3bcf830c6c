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
    return run(List.of(client(OracleMysql::client), "--no-defaults"), url, file);
  }

  /** Runs {@code mariadb --host=… database < file}. */
  static ShellResult mariaDb(URI url, Path file) {
    return run(List.of(client(MariaDbBinaries::client), "--no-defaults", "--skip-ssl"), url, file);
  }

  private static ShellResult run(List<String> client, URI url, Path file) {
    List<String> command = new ArrayList<>(client);
    command.addAll(
        List.of(
            "--default-character-set=utf8mb4",
            "--host=" + url.getHost(),
            "--port=" + url.getPort()));
    String[] user = String.valueOf(url.getUserInfo()).split(":", 2);
    command.add("--user=" + user[0]);
    if (user.length > 1) command.add("--password=" + user[1]);
    command.add(url.getPath().substring(1));
    return Shells.run(command, file, Map.of(), "it is a part of the server's binaries");
  }

  private interface Client {
    Path path() throws IOException, InterruptedException;
  }

  private static String client(Client client) {
    try {
      return client.path().toString();
    } catch (IOException e) {
      throw new TestServerException("Cannot unpack the shell: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while unpacking the shell", e);
    }
  }
}
