package dev.underpin.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL from the binaries that the build brings, in a folder that is gone when the JVM is.
 *
 * <p>The server is the child of a small shell script that waits for its standard input to end,
 * stops the server and deletes its folder. So it goes however the JVM ends, {@code kill -9}
 * included. What is left when the script is killed too is swept away by the next start: who uses a
 * folder holds a lock on the file beside it.
 */
final class EmbeddedPostgresql {
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 5;
  // Ctrl-C reaches everything in the terminal's process group; the script must outlive it to clean
  // up.
  private static final String KEEPER =
      """
      trap '' INT TERM HUP
      folder=$1; shift
      "$@" > "$folder/log" 2>&1 < /dev/null &
      server=$!
      cat > /dev/null
      kill -QUIT $server 2> /dev/null
      wait $server
      rm -rf "$folder" "$folder.lock"
      """;
  // Kept open, since the lock goes with its channel.
  private static final List<FileChannel> LOCKS = new ArrayList<>();

  /** The server at each address that this JVM has started. */
  private static final Map<URI, Running> RUNNING = new ConcurrentHashMap<>();

  private record Running(Process keeper, Path log) {}

  /** This JVM's own. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private EmbeddedPostgresql() {}

  /**
   * What tests want of a server: speed in place of durability, and room for many objects in one
   * transaction.
   */
  static List<String> settings() {
    List<String> settings = new ArrayList<>();
    for (String setting :
        List.of(
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "wal_level=minimal",
            "max_wal_senders=0",
            "max_connections=100",
            "max_locks_per_transaction=1024",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC")) {
      settings.add("-c");
      settings.add(setting);
    }
    return settings;
  }

  /** Starts a server of a major version that the build has, and waits until it answers. */
  static URI start(int major) {
    try {
      String version = version(major);
      Path binaries =
          ServerCache.unpacked("postgresql-" + version, "postgresql-" + version + "/" + archive());
      Path runs = ServerCache.runs();
      sweep(runs);
      Path folder = newFolder(runs, major);
      List<String> asUser = asUser();
      initialise(binaries, folder, asUser);
      return serve(binaries, folder, asUser);
    } catch (IOException e) {
      throw new TestServerException("Cannot start PostgreSQL " + major + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while starting PostgreSQL " + major, e);
    }
  }

  /**
   * True where this JVM has started the server at that address, and nobody answers there any more.
   */
  static boolean hasEnded(URI url) {
    if (!RUNNING.containsKey(url)) return false;
    try (Socket socket = new Socket("127.0.0.1", url.getPort())) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  /** The end of a server's log. */
  static String lastWords(URI url) {
    try {
      return tail(RUNNING.get(url).log());
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String version(int major) throws IOException {
    Properties versions = new Properties();
    try (InputStream resource =
        EmbeddedPostgresql.class.getResourceAsStream("servers.properties")) {
      if (resource != null) {
        versions.load(resource);
      }
    }
    String version = versions.getProperty("postgresql." + major);
    if (version == null) {
      throw new TestServerException("The build has no binaries of PostgreSQL " + major);
    }
    return version;
  }

  private static String archive() {
    String arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    return "postgres-" + (mac ? "darwin" : "linux") + "-" + arch + ".txz";
  }

  private static Path newFolder(Path runs, int major) throws IOException {
    Path folder = Files.createTempDirectory(runs, major + "-");
    OWN.add(folder);
    LOCKS.add(lock(folder));
    ServerCache.createForAll(folder);
    return folder;
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            Path.of(folder + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    return channel;
  }

  /** PostgreSQL does not run as root. An ordinary user needs nothing in front of the command. */
  private static List<String> asUser() throws IOException, InterruptedException {
    if (!ServerCache.isRoot()) {
      return List.of();
    }
    for (List<String> prefix :
        List.of(
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
            List.of("unshare", "-U"))) {
      if (succeeds(prefix)) {
        return prefix;
      }
    }
    throw new TestServerException(
        "PostgreSQL does not run as root, and neither setpriv nor unshare -U can run it as another user here."
            + " Run the tests as an ordinary user, or name a server in UNDERPIN_TEST_POSTGRESQL_13 and _18.");
  }

  private static boolean succeeds(List<String> prefix) throws InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void initialise(Path binaries, Path folder, List<String> asUser)
      throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("data"));
    if (asUser.contains("setpriv")) {
      Files.setAttribute(data, "unix:uid", 65534);
      Files.setAttribute(data, "unix:gid", 65534);
    }
    List<String> command = new ArrayList<>(asUser);
    command.addAll(
        List.of(
            binaries.resolve("bin/initdb").toString(),
            "--pgdata=" + data,
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"));
    Path log = folder.resolve("initdb.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new TestServerException(
          "initdb failed: " + String.join(" ", command) + "\n" + tail(log));
    }
  }

  private static URI serve(Path binaries, Path folder, List<String> asUser)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      Process keeper = keeper(binaries, folder, asUser, port);
      if (isReady(keeper, log)) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(keeper)));
        URI url = URI.create("postgresql://postgres@127.0.0.1:" + port + "/postgres");
        RUNNING.put(url, new Running(keeper, log));
        return url;
      }
      String said = tail(log);
      // Another process may have taken the port meanwhile: then, and only then, another try makes
      // sense.
      if (attempt == ATTEMPTS || !said.contains("could not bind")) {
        stop(keeper);
        throw new TestServerException("PostgreSQL did not start on port " + port + "\n" + said);
      }
      // Killed and not stopped: the script would take the folder with it.
      keeper.destroyForcibly().waitFor();
      keeper.getOutputStream().close();
    }
  }

  private static Process keeper(Path binaries, Path folder, List<String> asUser, int port)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", KEEPER, "sh", folder.toString()));
    command.addAll(asUser);
    command.addAll(
        List.of(
            binaries.resolve("bin/postgres").toString(),
            "-D",
            folder.resolve("data").toString(),
            "-p",
            String.valueOf(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories="));
    command.addAll(settings());
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /**
   * Reads the log, because a bare connection to a port where nobody listens yet can reach itself.
   */
  private static boolean isReady(Process keeper, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
    while (System.nanoTime() < deadline && keeper.isAlive()) {
      String said = Files.exists(log) ? Files.readString(log) : "";
      if (said.contains("database system is ready to accept connections")) {
        return true;
      }
      if (said.contains("database system is shut down") || said.contains("FATAL:")) {
        return false;
      }
      Thread.sleep(10);
    }
    return false;
  }

  /**
   * Ports above 32767 are handed out to clients; one of those may be in use by the time the server
   * wants it.
   */
  private static int freePort() throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
        return socket.getLocalPort();
      } catch (IOException e) {
        continue;
      }
    }
    throw new IOException("No port between 20000 and 32000 is free");
  }

  private static void stop(Process keeper) {
    try {
      keeper.getOutputStream().close();
      keeper.waitFor(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      keeper.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends and deletes what processes left that are no more. */
  private static void sweep(Path runs) throws IOException {
    Set<Path> folders = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(runs, "*.lock")) {
      for (Path entry : entries) {
        folders.add(Path.of(entry.toString().replaceFirst("\\.lock$", "")));
      }
    }
    // Not even looked at: closing any handle to a file gives up all that a process has locked of
    // it.
    folders.removeAll(OWN);
    for (Path folder : folders) {
      try (FileChannel channel =
              FileChannel.open(Path.of(folder + ".lock"), StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock != null) {
          killServer(folder);
          Folders.delete(folder);
          Files.deleteIfExists(Path.of(folder + ".lock"));
        }
      } catch (OverlappingFileLockException e) {
        continue; // this JVM's own
      } catch (IOException e) {
        continue; // its script is cleaning up at this moment
      }
    }
  }

  private static void killServer(Path folder) throws IOException {
    Path pidFile = folder.resolve("data/postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    ProcessHandle.of(pid)
        // The number may be another process's by now.
        .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
            });
  }

  private static String tail(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "(no log)";
    }
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }
}
