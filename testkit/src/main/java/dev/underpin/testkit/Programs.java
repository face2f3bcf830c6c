package dev.underpin.testkit;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs that tests call: the engines' own shells, and pt-online-schema-change.
 *
 * <p>Each is looked for in the folders of the environment variable {@code UNDERPIN_TEST_PROGRAMS},
 * then on the {@code PATH}. One that is in neither is unpacked into the cache, from Debian's
 * packages or from the binaries of a test server; nothing is installed.
 */
public enum Programs {
  /** PostgreSQL's shell. */
  PSQL("psql", "PostgreSQL's client (Debian's package postgresql-client)"),
  /** SQLite's shell. */
  SQLITE3("sqlite3", "SQLite's shell (Debian's package sqlite3)"),
  /** MySQL's shell. */
  MYSQL("mysql", "MySQL's client"),
  /** MariaDB's shell. */
  MARIADB("mariadb", "MariaDB's client"),
  /** A connection pooler for PostgreSQL. */
  PGBOUNCER("pgbouncer", "PgBouncer (Debian's package pgbouncer)"),
  /** What copies a table of MySQL or MariaDB while others write to it. */
  PT_ONLINE_SCHEMA_CHANGE(
      "pt-online-schema-change", "the Percona Toolkit (Debian's package percona-toolkit)");

  private final String program;
  private final String product;

  Programs(String program, String product) {
    this.program = program;
    this.product = product;
  }

  /** The program's file. */
  Path file() {
    return found().orElseGet(() -> unpacked().resolve(program));
  }

  /**
   * The {@code PATH} for a process that calls some programs by their names.
   *
   * @throws TestServerException where one of them is missing and cannot be unpacked
   */
  public static String path(Programs... programs) {
    List<Path> folders = new ArrayList<>(searched());
    for (Programs program : programs) {
      if (program.found().isEmpty()) folders.add(program.unpacked());
    }
    return String.join(
        File.pathSeparator, folders.stream().map(Path::toString).distinct().toList());
  }

  /** The shell of an engine. */
  public static Programs shellOf(String engine) {
    return switch (engine) {
      case "postgresql" -> PSQL;
      case "sqlite" -> SQLITE3;
      default -> valueOf(engine.toUpperCase(Locale.ROOT));
    };
  }

  private Optional<Path> found() {
    return searched().stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static List<Path> searched() {
    return Stream.of(System.getenv("UNDERPIN_TEST_PROGRAMS"), System.getenv("PATH"))
        .filter(Objects::nonNull)
        .flatMap(folders -> Stream.of(folders.split(File.pathSeparator)))
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .toList();
  }

  /** The folder of the cache that it is in. */
  private Path unpacked() {
    try {
      return switch (this) {
        case PSQL, SQLITE3, PGBOUNCER, PT_ONLINE_SCHEMA_CHANGE -> DebianPrograms.folder();
        case MYSQL -> wrapper(OracleMysql.client(), "");
        // By itself this client does not talk to a server that has no TLS, as those of tests.
        case MARIADB -> wrapper(MariaDbBinaries.client(), " --skip-ssl");
      };
    } catch (TestServerException e) {
      throw new TestServerException(
          """
          %s is not on the PATH and could not be unpacked. Install %s, or name its folder in \
          UNDERPIN_TEST_PROGRAMS.
          %s"""
              .formatted(program, product, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while unpacking " + program, e);
    }
  }

  /** The folder of a script with the program's name, which calls a command. */
  private Path wrapper(List<String> command, String options)
      throws IOException, InterruptedException {
    String called = command.stream().map(word -> "'" + word + "'").collect(joining(" "));
    Script script = new Script(program, "#!/bin/sh\nexec " + called + " \"$@\"" + options + "\n");
    return ServerCache.made(
        program + "-client-" + script.version(),
        folder -> MysqlBinaries.makeExecutable(script.write(folder)));
  }
}
