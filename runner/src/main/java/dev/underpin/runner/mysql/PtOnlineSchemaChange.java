package dev.underpin.runner.mysql;

import dev.underpin.dialect.mysql.CopyStatement;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.runner.Sql;
import dev.underpin.schema.error.UnderpinException;
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
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * its table has a name of Underpin's, and its triggers are known by theirs.
 */
final class PtOnlineSchemaChange {
  private static final String PROGRAM = "pt-online-schema-change";
  private static final int LAST_LINES = 6;
  private static final int MOST_TRIES = 50;
  private static final long PAUSE_MILLIS = 100;
  private static final Pattern HOST =
      Pattern.compile("jdbc:[a-z]+://(\\[[^]]+]|[^,/:]+):(\\d+)/.*");

  /**
   * Runs its arguments, and stops them when nobody holds the other end of its input any more. The
   * tool itself would go on.
   */
  private static final String LEASH =
      "exec 3<&0; \"$@\" </dev/null & tool=$!;"
          + " (read -r line <&3; kill -TERM $tool) 2>/dev/null & leash=$!;"
          + " wait $tool; code=$?; kill $leash 2>/dev/null; exit $code";

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
    return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                UnderpinException.refused(
                    "This was planned with online: pt-osc, and "
                        + PROGRAM
                        + " is not on the PATH. Nothing was changed. Install percona-toolkit. The server's own copy,"
                        + " which locks writers out, is planned without online: in underpin.yaml; for the way back,"
                        + " underpin rollback -o FILE writes it."));
  }

  void run(String statement, long lockSeconds) throws SQLException {
    CopyStatement copy =
        CopyStatement.parse(statement)
            .orElseThrow(
                () ->
                    UnderpinException.refused(
                        PROGRAM
                            + " is to make a statement that is no ALTER TABLE with ALGORITHM=COPY: "
                            + statement));
    Path program = require();
    Target target = target(copy);
    refuseLeft(clear(target));
    Deque<String> said = new ArrayDeque<>();
    int code = call(program, copy, target, lockSeconds, said);
    if (code == 0) return;
    List<String> left = clear(target);
    throw UnderpinException.failed(
        PROGRAM
            + " failed with "
            + code
            + ":\n  "
            + String.join("\n  ", said)
            + "\n"
            + (left.isEmpty()
                ? "What it had made is removed; the table is as it was."
                : "It has left " + String.join(", ", left) + ", which could not be removed."));
  }

  /** Remove what a try that did not come to its end has left. */
  void clear(String statement) {
    CopyStatement.parse(statement)
        .ifPresent(
            copy -> {
              try {
                refuseLeft(clear(target(copy)));
              } catch (SQLException e) {
                throw new UnderpinException(UnderpinException.Kind.FAILED, Codes.message(e), e);
              }
            });
  }

  /** The table, and the name of its copy while that is made. */
  private record Target(String database, String table, String copy) {}

  private Target target(CopyStatement copy) throws SQLException {
    String table = copy.table().name();
    String database =
        copy.table().schema().isEmpty()
            ? Sql.value(connection, "SELECT database()").orElse("")
            : copy.table().schema();
    return new Target(
        database, table, "underpin_%08x_copy".formatted((database + "." + table).hashCode()));
  }

  private static void refuseLeft(List<String> left) {
    if (left.isEmpty()) return;
    throw UnderpinException.failed(
        "An earlier try of "
            + PROGRAM
            + " has left "
            + String.join(", ", left)
            + ", which could not be removed. Remove it by hand, then run this again.");
  }

  private int call(
      Path program, CopyStatement copy, Target target, long lockSeconds, Deque<String> said) {
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
        command.add("--new-table-name=" + target.copy());
        command.add(
            "--set-vars=lock_wait_timeout="
                + lockSeconds
                + ",sql_mode='STRICT_ALL_TABLES\\,NO_AUTO_VALUE_ON_ZERO'");
        command.add("D=" + target.database() + ",t=" + target.table());
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

  /** Who connects, and to where, in a file that is the owner's alone. */
  private Path login() throws IOException {
    Matcher host = HOST.matcher(url.jdbcUrl());
    if (!host.matches()) {
      throw UnderpinException.refused(
          PROGRAM
              + " connects to one server, and "
              + url
              + " names several. Name the one that takes writes.");
    }
    String name = host.group(1).replaceAll("[\\[\\]]", "");
    StringBuilder text = new StringBuilder("[client]\n");
    // "localhost" would mean a socket, and not the server that the URL is about.
    option(text, "host", name.equals("localhost") ? "127.0.0.1" : name);
    option(text, "port", host.group(2));
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

  /**
   * Removes what the tool leaves where it does not come to its end: its triggers, on the table or,
   * after the names were traded, on the old one with that table; and the copy.
   *
   * @return what could not be removed
   */
  private List<String> clear(Target target) {
    String database = target.database();
    String table = target.table();
    List<String> left = new ArrayList<>();
    try {
      endStatements(target.copy());
      String prefix = triggers(database, table);
      List<String[]> triggers = new ArrayList<>();
      try (var statement =
          connection.prepareStatement(
              "SELECT trigger_name, event_object_table FROM information_schema.triggers"
                  + " WHERE trigger_schema = ? AND lower(trigger_name) IN (?, ?, ?)")) {
        statement.setString(1, database);
        statement.setString(2, prefix + "ins");
        statement.setString(3, prefix + "upd");
        statement.setString(4, prefix + "del");
        try (var rows = statement.executeQuery()) {
          while (rows.next()) triggers.add(new String[] {rows.getString(1), rows.getString(2)});
        }
      }
      for (String[] trigger : triggers)
        remove(
            "DROP TRIGGER IF EXISTS " + name(database, trigger[0]),
            "the trigger " + trigger[0],
            left);
      triggers.stream()
          .map(t -> t[1])
          .filter(t -> !t.equals(table))
          .distinct()
          .forEach(
              old ->
                  remove(
                      "DROP TABLE IF EXISTS " + name(database, old), "the old table " + old, left));
      remove(
          "DROP TABLE IF EXISTS " + name(database, target.copy()),
          "the table " + target.copy(),
          left);
    } catch (SQLException e) {
      left.add("triggers pt_osc_… and the table " + target.copy() + " (" + Codes.message(e) + ")");
    }
    return left;
  }

  /**
   * What a tool that was killed has sent last is still on its way in the server, and may make a
   * trigger when what was cleared is clear already. All that it sends names the copy.
   */
  private void endStatements(String copy) throws SQLException {
    String running =
        "SELECT id FROM information_schema.processlist WHERE id <> connection_id() AND info LIKE '%"
            + copy
            + "%' LIMIT 1";
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Optional<String> session = Sql.value(connection, running);
      if (session.isEmpty()) return;
      try {
        Sql.execute(connection, "KILL " + session.get());
      } catch (SQLException e) {
        // It has gone by itself, or is another user's; the next look tells.
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How the names of its triggers begin, in small letters. */
  private static String triggers(String database, String table) {
    String prefix = ("pt_osc_" + database + "_" + table).replaceAll("\\W", "_");
    return prefix.substring(0, Math.min(60, prefix.length())).toLowerCase(Locale.ROOT) + "_";
  }

  private void remove(String sql, String what, List<String> left) {
    try {
      Sql.execute(connection, sql);
    } catch (SQLException e) {
      left.add(what + " (" + Codes.message(e) + ")");
    }
  }

  private static String name(String database, String name) {
    return "`" + database.replace("`", "``") + "`.`" + name.replace("`", "``") + "`";
  }
}
