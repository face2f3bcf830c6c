package dev.underpin.runner.mysql;

import dev.underpin.dialect.mysql.MysqlDialect;
import dev.underpin.dialect.mysql.ddl.CopyStatement;
import dev.underpin.runner.session.Sql;
import dev.underpin.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What pt-online-schema-change leaves in the server where it does not come to its end: the copy,
 * which has a name of Underpin's, and the triggers that write to it, which the tool names after the
 * table. Triggers of that name that write elsewhere belong to another run, a person's own, and are
 * never touched: without them that run would lose what is written while it runs.
 */
final class CopyLeftovers {
  private static final int MOST_TRIES = 50;
  private static final long PAUSE_MILLIS = 100;

  private final Connection connection;
  private final String database;
  private final String table;
  private final String copy;

  private CopyLeftovers(Connection connection, String database, String table) {
    this.connection = connection;
    this.database = database;
    this.table = table;
    this.copy = "underpin_%08x_copy".formatted((database + "." + table).hashCode());
  }

  static CopyLeftovers of(Connection connection, CopyStatement copy) throws SQLException {
    String database =
        copy.table().schema().isEmpty()
            ? Sql.value(connection, "SELECT database()").orElse("")
            : copy.table().schema();
    return new CopyLeftovers(connection, database, copy.table().name());
  }

  /** The database of the table and of its copy. */
  String database() {
    return database;
  }

  /** The name of the copy while it is made. */
  String copy() {
    return copy;
  }

  /**
   * Removes what the tool leaves where it does not come to its end: its triggers, on the table or,
   * after the names were traded, on the old one with that table; and the copy.
   *
   * @return what could not be removed
   */
  List<String> clear() {
    List<String> left = new ArrayList<>();
    try {
      endStatements();
      List<Trigger> triggers = triggers().stream().filter(this::isOurs).toList();
      for (Trigger trigger : triggers)
        remove(
            "DROP TRIGGER IF EXISTS " + name(database, trigger.name()),
            "the trigger " + trigger.name(),
            left);
      triggers.stream()
          .map(Trigger::table)
          .filter(t -> !t.equals(table))
          .distinct()
          .forEach(
              old ->
                  remove(
                      "DROP TABLE IF EXISTS " + name(database, old), "the old table " + old, left));
      remove("DROP TABLE IF EXISTS " + name(database, copy), "the table " + copy, left);
    } catch (SQLException e) {
      left.add("triggers pt_osc_… and the table " + copy + " (" + ErrorCodes.message(e) + ")");
    }
    return left;
  }

  /**
   * What a tool that was killed has sent last is still on its way in the server, and may make a
   * trigger when what was cleared is clear already. All that it sends names the copy.
   */
  private void endStatements() throws SQLException {
    String running =
        """
        SELECT id FROM information_schema.processlist WHERE id <> connection_id() AND info LIKE \
        '%%%s%%' LIMIT 1"""
            .formatted(copy);
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

  /** A trigger with a name as the tool gives it. */
  private record Trigger(String name, String table, String action) {}

  private boolean isOurs(Trigger trigger) {
    return trigger.action().contains(copy);
  }

  private List<Trigger> triggers() throws SQLException {
    String prefix = ("pt_osc_" + database + "_" + table).replaceAll("\\W", "_");
    String begin =
        prefix.substring(0, Math.min(60, prefix.length())).toLowerCase(Locale.ROOT) + "_";
    List<Trigger> triggers = new ArrayList<>();
    try (var statement =
        connection.prepareStatement(
            """
            SELECT trigger_name, event_object_table, action_statement FROM \
            information_schema.triggers WHERE trigger_schema = ? AND lower(trigger_name) IN (?, ?, \
            ?)""")) {
      statement.setString(1, database);
      statement.setString(2, begin + "ins");
      statement.setString(3, begin + "upd");
      statement.setString(4, begin + "del");
      try (var rows = statement.executeQuery()) {
        while (rows.next())
          triggers.add(new Trigger(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return triggers;
  }

  /** The triggers of another run of the tool on this table. */
  List<String> othersTriggers() throws SQLException {
    return triggers().stream().filter(t -> !isOurs(t)).map(Trigger::name).toList();
  }

  private void remove(String sql, String what, List<String> left) {
    try {
      Sql.execute(connection, sql);
    } catch (SQLException e) {
      left.add(what + " (" + ErrorCodes.message(e) + ")");
    }
  }

  private static String name(String database, String name) {
    return MysqlDialect.quoted(new QualifiedName(database, name));
  }
}
