package dev.underpin.runner.mysql;

import dev.underpin.dialect.mysql.ddl.CopyStatement;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.runner.session.Limits;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has a table copied by <a
 * href="https://docs.percona.com/percona-toolkit/pt-online-schema-change.html">pt-online-schema-change</a>:
 * it makes a new table, keeps it up to date by three triggers while it copies the rows, and lets
 * the two trade names.
 *
 * <p>The tool is told who it is by a file that only its owner can read, never by its command line.
 * It ends with this process, however that ends, and what it has left is removed by the next try:
 * its table has a name of Underpin's, and its triggers write to that table. Triggers of another run
 * of the tool, a person's own, are never touched: without them that run would lose what is written
 * while it runs.
 */
final class PtOnlineSchemaChange {
  private static final String PROGRAM = "pt-online-schema-change";
  private static final int LAST_LINES = 6;

  /** So many times the highest load: there the tool gives up. */
  private static final long CRITICAL = 10;

  private static final Pattern HOST =
      Pattern.compile("jdbc:[a-z]+://(\\[[^]]+]|[^,/:]+):(\\d+)/.*");

  /**
   * Runs its arguments, and stops them when nobody holds the other end of its input any more. The
   * tool itself would go on.
   */
  private static final String LEASH =
      """
      exec 3<&0; "$@" </dev/null & tool=$!; (read -r line <&3; kill -TERM $tool) 2>/dev/null & \
      leash=$!; wait $tool; code=$?; kill $leash 2>/dev/null; exit $code""";

  private final Connection connection;
  private final DatabaseUrl url;
  private final @Nullable String path;

  /**
   * @param path the folders that programs are looked for in, as the system's variable has them
   */
  PtOnlineSchemaChange(Connection connection, DatabaseUrl url, @Nullable String path) {
    this.connection = connection;
    this.url = url;
    this.path = path;
  }

  /** The program, or the error that says how to get it. */
  Path require() {
    if (url.source().isPresent())
      throw UnderpinException.refused(
          FindingCode.TOOL_MISSING,
          """
          This was planned with online: pt-osc. %s opens connections of its own, and a DataSource \
          tells no password. Nothing was changed. Connect with a URL that has the user and the \
          password."""
              .formatted(PROGRAM));
    return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                UnderpinException.refused(
                    FindingCode.TOOL_MISSING,
                    """
                    This was planned with online: pt-osc, and %s is not on the PATH. Nothing was changed. \
                    Install percona-toolkit. Without online: in underpin.yaml the server itself copies the \
                    table, which blocks writes. To roll back that way, write the SQL with underpin \
                    rollback -o FILE."""
                        .formatted(PROGRAM)));
  }

  void run(String statement, long lockSeconds, Limits limits) throws SQLException {
    CopyStatement copy =
        CopyStatement.parse(statement)
            .orElseThrow(
                () ->
                    UnderpinException.refused(
                        "%s is to make a statement that is no ALTER TABLE with ALGORITHM=COPY: %s"
                            .formatted(PROGRAM, statement)));
    Path program = require();
    CopyLeftovers leftovers = CopyLeftovers.of(connection, copy);
    refuseLeft(leftovers.clear());
    refuseOthers(copy, leftovers);
    Deque<String> said = new ArrayDeque<>();
    int code = call(program, copy, leftovers, settings(lockSeconds, limits), said);
    if (code == 0) return;
    List<String> left = leftovers.clear();
    throw UnderpinException.failed(
        "%s failed with %s:\n  %s\n%s"
            .formatted(
                PROGRAM,
                code,
                String.join("\n  ", said),
                left.isEmpty()
                    ? "What it had made is removed; the table is as it was."
                    : "It has left " + String.join(", ", left) + ", which could not be removed."));
  }

  /** Remove what a try that did not come to its end has left. */
  void clear(String statement) {
    CopyStatement.parse(statement)
        .ifPresent(
            copy -> {
              try {
                refuseLeft(CopyLeftovers.of(connection, copy).clear());
              } catch (SQLException e) {
                throw new UnderpinException(
                    UnderpinException.Kind.FAILED, ErrorCodes.message(e), e);
              }
            });
  }

  private static void refuseLeft(List<String> left) {
    if (left.isEmpty()) return;
    throw UnderpinException.failed(
        """
        An earlier try of %s has left %s, which could not be removed. Remove it by hand, then run \
        this again."""
            .formatted(PROGRAM, String.join(", ", left)));
  }

  private static void refuseOthers(CopyStatement copy, CopyLeftovers leftovers)
      throws SQLException {
    List<String> others = leftovers.othersTriggers();
    if (others.isEmpty()) return;
    throw UnderpinException.refused(
        """
        Another %s is at work on %s, or has left its triggers there (%s). Nothing was changed by \
        this step. Let it end, or remove what it has left, then run this again."""
            .formatted(PROGRAM, copy.table(), String.join(", ", others)));
  }

  private int call(
      Path program,
      CopyStatement copy,
      CopyLeftovers names,
      List<String> settings,
      Deque<String> said) {
    try {
      Path login = login();
      try {
        List<String> command =
            new ArrayList<>(List.of("sh", "-c", LEASH, "sh", program.toString()));
        command.add("--defaults-file=" + login);
        command.addAll(List.of("--alter", copy.clauses(), "--execute", "--no-version-check"));
        // The other way of finding replicas wants more rights, and newer servers do not have it.
        command.add("--recursion-method=processlist");
        command.add("--charset=utf8mb4");
        command.add("--new-table-name=" + names.copy());
        command.addAll(settings);
        command.add("D=" + names.database() + ",t=" + copy.table().name());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
          for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.isBlank()) continue;
            said.addLast(line.strip());
            if (said.size() > LAST_LINES) said.removeFirst();
          }
          return process.waitFor();
        } finally {
          process.destroy();
        }
      } finally {
        Files.deleteIfExists(login);
      }
    } catch (IOException e) {
      throw new UnderpinException(
          UnderpinException.Kind.FAILED, program + " could not be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnderpinException(
          UnderpinException.Kind.FAILED, "Interrupted while " + PROGRAM + " ran.", e);
    }
  }

  /**
   * What the tool waits for. It gives up where a figure is much too high ({@code critical-load});
   * the usual value of that may be below what a person allows.
   */
  static List<String> settings(long lockSeconds, Limits limits) {
    List<String> settings = new ArrayList<>();
    settings.add(
        "--set-vars=lock_wait_timeout=%s,sql_mode='STRICT_ALL_TABLES\\,NO_AUTO_VALUE_ON_ZERO'"
            .formatted(lockSeconds));
    limits.maxLag().ifPresent(lag -> settings.add("--max-lag=" + Math.max(1, lag.toSeconds())));
    limits
        .pauseFile()
        .ifPresent(file -> settings.add("--pause-file=" + file.toAbsolutePath().normalize()));
    if (!limits.maxLoad().isEmpty()) {
      settings.add("--max-load=" + figures(limits, 1));
      settings.add("--critical-load=" + figures(limits, CRITICAL));
    }
    return settings;
  }

  private static String figures(Limits limits, long times) {
    return limits.maxLoad().entrySet().stream()
        .map(e -> e.getKey() + "=" + times * e.getValue())
        .collect(Collectors.joining(","));
  }

  /** Who connects, and to where, in a file that is the owner's alone. */
  private Path login() throws IOException {
    Matcher host = HOST.matcher(url.jdbcUrl());
    if (!host.matches()) {
      throw UnderpinException.refused(
          "%s connects to one server, and %s names several. Name the one that takes writes."
              .formatted(PROGRAM, url));
    }
    String name = host.group(1).replaceAll("[\\[\\]]", "");
    StringBuilder text = new StringBuilder("[client]\n");
    if (url.socket().isPresent()) option(text, "socket", url.socket().get());
    else {
      // "localhost" would mean a socket, and not the server that the URL is about.
      option(text, "host", name.equals("localhost") ? "127.0.0.1" : name);
      option(text, "port", host.group(2));
    }
    option(text, "user", url.properties().getOrDefault("user", ""));
    Optional.ofNullable(url.properties().get("password"))
        .ifPresent(p -> option(text, "password", p));
    Path file =
        Files.createTempFile(
            "underpin",
            ".cnf",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
    return file;
  }

  private static void option(StringBuilder text, String key, String value) {
    text.append(key)
        .append("=\"")
        .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
        .append("\"\n");
  }
}
