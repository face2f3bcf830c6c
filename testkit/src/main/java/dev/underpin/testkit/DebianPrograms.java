package dev.underpin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Programs from the packages of the machine's own release, with all that they need, unpacked into a
 * folder of the cache. Nothing is installed. What was unpacked once stays until the cache is
 * emptied or the script that unpacks it changes.
 */
final class DebianPrograms {
  private static final String SCRIPT = "unpack-debian-programs.sh";

  /** What MySQL 8.0 is linked with and does not bring. */
  private static final List<String> LIBRARIES_OF_MYSQL =
      List.of("libaio.so.1", "libnuma.so.1", "libncurses.so.6");

  private static final List<Path> SYSTEM_LIBRARIES =
      Stream.of("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64")
          .map(Path::of)
          .toList();

  /** Kept, because every test that asks would wait for the same failure. */
  private static @Nullable TestServerException failure;

  private DebianPrograms() {}

  /**
   * The folder of {@code psql}, {@code sqlite3}, {@code pgbouncer} and {@code
   * pt-online-schema-change}.
   */
  static Path folder() {
    return home().resolve("bin");
  }

  /** What goes in front of a command of MySQL 8.0, so that it finds its libraries. */
  static List<String> withLibrariesOfMysql() {
    List<String> missing =
        LIBRARIES_OF_MYSQL.stream()
            .filter(l -> SYSTEM_LIBRARIES.stream().noneMatch(f -> Files.exists(f.resolve(l))))
            .toList();
    if (missing.isEmpty()) return List.of();
    try {
      return List.of("env", "LD_LIBRARY_PATH=" + home().resolve("mysql-8.0"));
    } catch (TestServerException e) {
      throw new TestServerException(
          """
          MySQL 8.0 wants %s, which could not be unpacked. Install them (Debian's packages libaio1, \
          libnuma1, libncurses6), or name a server in UNDERPIN_TEST_MYSQL_8_0.
          %s"""
              .formatted(String.join(", ", missing), e.getMessage()),
          e);
    }
  }

  private static synchronized Path home() {
    if (failure != null) throw new TestServerException(failure.getMessage() + "", failure);
    try {
      Script script = Script.named(SCRIPT);
      return ServerCache.made("programs-" + script.version(), script::run);
    } catch (TestServerException e) {
      failure = e;
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while unpacking programs", e);
    }
  }
}
