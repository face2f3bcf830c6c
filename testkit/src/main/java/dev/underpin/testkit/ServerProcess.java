package dev.underpin.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A server in a folder that is gone when the JVM is.
 *
 * <p>The server is the child of a small shell script that waits for its standard input to end,
 * stops the server and deletes its folder. So it goes however the JVM ends, {@code kill -9}
 * included. What is left when the script is killed too is swept away by the next start: who uses a
 * folder holds a lock on the file beside it.
 *
 * @param name the product and version, for messages
 * @param folder from {@link #newFolder}
 * @param command what starts it on a port; its output is its log
 * @param signal what ends it at once, such as {@code QUIT}
 * @param ready what the log says when it can be used
 * @param failed what the log says when it never will
 * @param portTaken what the log says when only the port was the trouble
 */
record ServerProcess(
    String name,
    Path folder,
    IntFunction<List<String>> command,
    String signal,
    String ready,
    List<String> failed,
    String portTaken) {
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 5;
  // Ctrl-C reaches everything in the terminal's process group; the script must outlive it to clean
  // up.
  private static final String KEEPER =
      """
      trap '' INT TERM HUP
      folder=$1; signal=$2; shift 2
      "$@" > "$folder/log" 2>&1 < /dev/null &
      server=$!
      echo $server > "$folder/server.pid"
      cat > /dev/null
      kill -$signal $server 2> /dev/null
      wait $server
      rm -rf "$folder" "$folder.lock"
      """;
  // Kept open, since the lock goes with its channel.
  private static final List<FileChannel> LOCKS = new ArrayList<>();

  /** The log of the server at each port that this JVM has started. */
  private static final Map<Integer, Path> RUNNING = new ConcurrentHashMap<>();

  /** This JVM's own. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  /** A new folder for a server, after those of dead processes were swept away. */
  static Path newFolder(String prefix) throws IOException {
    Path runs = ServerCache.runs();
    sweep(runs);
    Path folder = Files.createTempDirectory(runs, prefix + "-");
    OWN.add(folder);
    LOCKS.add(lock(folder));
    ServerCache.createForAll(folder);
    return folder;
  }

  /** Starts the server on a free port, and waits until it can be used. */
  int start() throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      Process keeper = keeper(port);
      if (isReady(keeper)) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(keeper)));
        RUNNING.put(port, log());
        return port;
      }
      String said = tail(log());
      // Another process may have taken the port in between: then, and only then, another try makes
      // sense.
      if (attempt == ATTEMPTS || !said.contains(portTaken)) {
        stop(keeper);
        throw new TestServerException(name + " did not start on port " + port + "\n" + said);
      }
      // Killed and not stopped: the script would take the folder with it.
      keeper.destroyForcibly().waitFor();
      keeper.getOutputStream().close();
    }
  }

  /** True where this JVM has started the server at that port, and nobody answers there any more. */
  static boolean hasEnded(int port) {
    if (!RUNNING.containsKey(port)) return false;
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  /** The end of a server's log. */
  static String lastWords(int port) {
    try {
      Path log = RUNNING.get(port);
      return log == null ? "(no such server)" : tail(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Runs a command to its end; what it says is in the exception where it fails. */
  static void run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path log = folder.resolve(Path.of(command.get(0)).getFileName() + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new TestServerException("This failed: " + String.join(" ", command) + "\n" + tail(log));
    }
  }

  private Path log() {
    return folder.resolve("log");
  }

  private Process keeper(int port) throws IOException {
    List<String> line =
        new ArrayList<>(List.of("sh", "-c", KEEPER, "sh", folder.toString(), signal));
    line.addAll(command.apply(port));
    return new ProcessBuilder(line)
        .directory(folder.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /**
   * Reads the log, because a bare connection to a port where nobody listens yet can reach itself.
   */
  private boolean isReady(Process keeper) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
    while (System.nanoTime() < deadline && keeper.isAlive()) {
      String said = Files.exists(log()) ? Files.readString(log()) : "";
      if (said.contains(ready)) {
        return true;
      }
      if (failed.stream().anyMatch(said::contains)) {
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

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            Path.of(folder + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    return channel;
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
    Path pidFile = folder.resolve("server.pid");
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
