package dev.underpin.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** PostgreSQL from the binaries that the build brings, as a process of this JVM's. */
final class EmbeddedPostgresql {
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
    return start(major, List.of());
  }

  /**
   * The same.
   *
   * @param more settings that come before those that tests want
   */
  static URI start(int major, List<String> more) {
    try {
      String version = Pins.of("postgresql." + major);
      Path binaries =
          ServerCache.unpacked("postgresql-" + version, "postgresql-" + version + "/" + archive());
      Path folder = ServerProcess.newFolder(String.valueOf(major));
      List<String> asUser = asUser();
      initialise(binaries, folder, asUser);
      return serve(binaries, folder, asUser, more);
    } catch (IOException e) {
      throw new TestServerException("Cannot start PostgreSQL " + major + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while starting PostgreSQL " + major, e);
    }
  }

  private static String archive() {
    String arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    return "postgres-" + (mac ? "darwin" : "linux") + "-" + arch + ".txz";
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
    ServerProcess.run(folder, command);
  }

  private static URI serve(Path binaries, Path folder, List<String> asUser, List<String> more)
      throws IOException, InterruptedException {
    int port =
        new ServerProcess(
                "PostgreSQL",
                folder,
                free -> command(binaries, folder, asUser, free, more),
                "QUIT",
                "database system is ready to accept connections",
                List.of("database system is shut down", "FATAL:"),
                "could not bind")
            .start();
    return URI.create("postgresql://postgres@127.0.0.1:" + port + "/postgres");
  }

  private static List<String> command(
      Path binaries, Path folder, List<String> asUser, int port, List<String> more) {
    List<String> command = new ArrayList<>(asUser);
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
            "unix_socket_directories=" + folder.resolve("data")));
    command.addAll(settings());
    for (String setting : more) command.addAll(List.of("-c", setting));
    return command;
  }
}
