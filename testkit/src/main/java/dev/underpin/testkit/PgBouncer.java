package dev.underpin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** PgBouncer in front of a database, with one connection to the server that all clients share. */
public final class PgBouncer implements AutoCloseable {
  private static final int TRIES = 100;
  private static final int BETWEEN_TRIES_MS = 50;

  private final Process process;
  private final String url;

  private PgBouncer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts one.
   *
   * @param folder for its files
   * @param mode {@code transaction} or {@code session}
   * @param ignored the parameters at start-up that it lets through, without passing them on
   */
  public static PgBouncer before(TestDatabase database, Path folder, String mode, String ignored) {
    URI server = URI.create(database.url());
    try {
      int port;
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      Path file = Files.createTempDirectory(folder, "pgbouncer").resolve("pgbouncer.ini");
      Files.writeString(
          file,
          """
          [databases]
          * = host=%s port=%d user=%s
          [pgbouncer]
          listen_addr = 127.0.0.1
          listen_port = %d
          unix_socket_dir =
          auth_type = any
          pool_mode = %s
          default_pool_size = 1
          ignore_startup_parameters = %s
          """
              .formatted(
                  server.getHost(), server.getPort(), server.getUserInfo(), port, mode, ignored));
      boolean root = System.getProperty("user.name").equals("root");
      if (root) Files.writeString(file, Files.readString(file) + "user = nobody\n");
      Process process =
          new ProcessBuilder(Programs.PGBOUNCER.file().toString(), file.toString())
              .redirectErrorStream(true)
              .redirectOutput(file.resolveSibling("log").toFile())
              .start();
      await(process, port, file.resolveSibling("log"));
      String url =
          "postgresql://%s@127.0.0.1:%d%s".formatted(server.getUserInfo(), port, server.getPath());
      return new PgBouncer(process, url);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process process, int port, Path log) throws IOException {
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        return;
      } catch (IOException e) {
        sleep();
      }
    }
    throw new TestServerException("PgBouncer does not start: " + Files.readString(log));
  }

  private static void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The database, as clients of the pooler reach it. */
  public String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
