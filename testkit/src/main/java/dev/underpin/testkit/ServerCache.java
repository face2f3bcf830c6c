package dev.underpin.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.tukaani.xz.XZInputStream;

/**
 * Where server binaries are kept from one test run to the next: the folder of the environment
 * variable {@code UNDERPIN_TEST_CACHE}, else {@code ~/.cache/underpin-testkit}, and for root, whose
 * home another user cannot read, {@code /var/cache/underpin-testkit}.
 */
final class ServerCache {
  private static final long ROOMY = 4L << 30;

  private ServerCache() {}

  static Path folder() throws IOException {
    String chosen = System.getenv("UNDERPIN_TEST_CACHE");
    Path folder;
    if (chosen != null && !chosen.isBlank()) {
      folder = Path.of(chosen);
    } else if (isRoot()) {
      folder = Path.of("/var/cache/underpin-testkit");
    } else {
      folder = Path.of(System.getProperty("user.home"), ".cache", "underpin-testkit");
    }
    createForAll(folder);
    return folder.toAbsolutePath();
  }

  /**
   * Where servers have their data while they run: in memory where there is plenty of it, which
   * makes a new database almost twenty times as quick, else in the cache.
   */
  static Path runs() throws IOException {
    Path memory = Path.of("/dev/shm");
    if (Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ROOMY) {
      Path runs = memory.resolve("underpin-testkit-" + System.getProperty("user.name"));
      createForAll(runs);
      // Everybody may write in that folder; what somebody else has put there is not to be used.
      if (Files.getOwner(runs).getName().equals(System.getProperty("user.name"))) {
        return runs;
      }
    }
    Path runs = folder().resolve("run");
    createForAll(runs);
    return runs;
  }

  /**
   * Creates a folder that can be entered whatever the umask: the servers of root run as a user who
   * has to get in.
   */
  static void createForAll(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (isRoot()) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Fills a new folder with what is to be kept. */
  interface Maker {
    void fill(Path folder) throws IOException, InterruptedException;
  }

  /**
   * The folder of an unpacked archive.
   *
   * @param name the folder's name, which says the version
   * @param archive a {@code .tar.xz} on the class path
   */
  static Path unpacked(String name, String archive) throws IOException, InterruptedException {
    return made(name, folder -> untar(archive, folder));
  }

  /**
   * A folder of the cache. It is filled beside its place and then renamed, under a lock, so that
   * several JVMs can ask at once and an existing folder is complete.
   *
   * @param name the folder's name, which says the version
   */
  static Path made(String name, Maker maker) throws IOException, InterruptedException {
    Path target = folder().resolve(name);
    if (Files.isDirectory(target)) {
      return target;
    }
    try (FileChannel channel =
            FileChannel.open(
                folder().resolve(name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!Files.isDirectory(target)) {
        assert lock.isValid();
        Path partial = folder().resolve(name + ".partial");
        Folders.delete(partial);
        createForAll(partial);
        maker.fill(partial);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return target;
  }

  private static void untar(String archive, Path folder) throws IOException, InterruptedException {
    InputStream resource = ServerCache.class.getResourceAsStream(archive);
    if (resource == null) {
      throw new TestServerException(
          "The build has no " + archive + ": there are no binaries for this platform");
    }
    Path log = Files.createTempFile("underpin-tar-", ".log");
    try (InputStream tar = new XZInputStream(resource)) {
      Process process =
          new ProcessBuilder("tar", "-x", "--no-same-owner", "-C", folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try (OutputStream input = process.getOutputStream()) {
        tar.transferTo(input);
      }
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new TestServerException(
            "Cannot unpack " + archive + " to " + folder + ": " + Files.readString(log));
      }
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
